"""The seal (印章) that a document is to bear."""

from collections.abc import Iterator

from docgen.foundation.errors import Problem

from ..assets import project_assets
from ..offices import OFFICES
from ..source import read
from .facts import Facts


def missing(facts: Facts) -> Iterator[Problem]:
    """Give the seal of the office, when it is to be printed and its image is not there."""
    seal = facts.office.get("seal")
    if seal and facts.values.get("seal") and project_assets(facts.project).inside(seal) is None:
        place = read(facts.project.content(OFFICES)).place(facts.values["office"], "seal")
        yield Problem("image-missing", place, {"address": seal})
