"""How Tibetan writes digits and dates, as `_shared/languages/bo.yaml` says: data, since offices differ.

The Chinese way of each is the standard's (`numerals`); here is what a value becomes in a Tibetan sentence,
and what a Tibetan text is read by.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from docgen.foundation.memory import kept

from . import schemas
from .project import Project
from .schemas import validation
from .source import read

LANGUAGE, SCHEMA = "_shared/languages/bo.yaml", "_shared/language.schema.yaml"
CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
DASHES = str.maketrans("‐‑‒–—－", "------")


@dataclass(frozen=True)
class Language:
    """How Tibetan writes digits and dates."""

    digits: str
    date: str

    @cached_property
    def date_pattern(self) -> re.Pattern[str]:
        """What finds a date."""
        parts = re.split(r"\{(?:year|month|day)\}", normalize("NFKC", self.date))
        written = r"(\d+)".join(map(re.escape, parts))
        return re.compile(written if parts[0] else r"(?<!\d)" + written)  # a long number is read once

    def plain(self, text: str) -> str:
        """Return a text with its digits, also full-width ones, as 0 to 9, and one kind of dash."""
        own = str.maketrans(self.digits, "0123456789")
        return normalize("NFKC", text.translate(own)).translate(DASHES)

    def said(self, value: str) -> str:
        """Return a value as a Tibetan sentence says it: its Chinese dates (2024年6月20日) in Tibetan form."""
        return CHINESE_DATE.sub(lambda d: self.date.format(year=d[1], month=d[2], day=d[3]), value)


@kept(16)
def language(project: Project) -> Language:
    """Return how a project's Tibetan is written.

    Raises ContentError for what is wrong in the file.
    """
    values = validation.check(read(project.template(LANGUAGE)), schemas.read(project.template(SCHEMA)))
    return Language(values["digits"], values["date"])
