"""The seal (印章) that a document is to bear."""

from collections.abc import Iterator

from docgen.foundation.errors import Problem

from ..assets import project_assets
from ..offices import OFFICES
from ..source import read
from .facts import Facts


def unusable(facts: Facts) -> Iterator[Problem]:
    """Give the seal of the office, when it is to be printed and its image cannot be had."""
    seal = facts.office.get("seal")
    if seal and facts.values.get("seal"):
        place = read(facts.project.content(OFFICES)).place(facts.values["office"], "seal")
        yield from project_assets(facts.project).problems(seal, place)
