"""The glossary (术语表), content/glossary.yaml: how a term is to be said in Tibetan, and where that is from.

Sources differ in the spelling of a term, so one Chinese term may stand in several entries: any of their
Tibetan is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.content import schemas
from docgen.content.project import Project
from docgen.content.schemas import validation
from docgen.content.source import read
from docgen.foundation.memory import kept, look

FILE, SCHEMA = "glossary.yaml", "_shared/glossary.schema.yaml"
ENDS = "་།༌ "
"""What may close a term where it stands alone, and not where it stands in a sentence."""


@dataclass(frozen=True)
class Glossary:
    """The Tibetan of each term, by its Chinese; several spellings in the order of the file."""

    terms: Mapping[str, Sequence[str]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the terms in Chinese: of two that begin alike the longer (市场监督管理局 before 市)."""
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def unused(self, zh: str, bo: str) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield each term of the Chinese text, with its spellings, of which the Tibetan text has none."""
        for term in dict.fromkeys(self.pattern.findall(zh)):
            spellings = self.terms[term]
            if not any(spelling.rstrip(ENDS) in bo for spelling in spellings):
                yield term, spellings


@kept(16)
def glossary(project: Project) -> Glossary:
    """Return the glossary of a project, an empty one where it has none.

    Raises ContentError with everything that is wrong in it.
    """
    path = look(project.content(FILE))
    if not path.exists():
        return Glossary({})
    terms: dict[str, list[str]] = {}
    for entry in validation.check(read(path), schemas.read(project.template(SCHEMA)))["terms"]:
        if "bo" in entry:
            terms.setdefault(entry["zh"], []).append(entry["bo"])
    return Glossary(terms)
