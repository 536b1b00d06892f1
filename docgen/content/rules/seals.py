"""The seal (印章) that a document is to bear."""

from collections.abc import Iterator

from docgen.foundation.errors import Problem

from ..assets import project_assets
from ..offices import all_offices, named
from .facts import Facts


def unusable(facts: Facts) -> Iterator[Problem]:
    """Give the seals of the offices, when they are to be printed and their images cannot be had."""
    if not facts.values.get("seal") or not facts.offices:
        return
    (listed, *_), assets = all_offices(facts.project), project_assets(facts.project)
    for name, office in zip(named(facts.source).values(), facts.offices, strict=False):
        if seal := office.get("seal"):
            yield from assets.problems(seal, listed.place(name, "seal"))
