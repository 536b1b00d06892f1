"""发文字号 (GB/T 9704-2012, 7.2.5) against the office, the year, and the other documents of the project."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docgen.foundation.errors import Finding

from .facts import Facts

FIELD = "doc_number"
SHOWN = 3
"""Other documents that a sentence names."""
PARTS = re.compile(r"(?P<code>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
# The number in a file that is not read as YAML: there may be thousands, and most do not build.
WRITTEN = re.compile(rf"^{FIELD}: *[\"']?([^\"'\n#]+)", re.MULTILINE)


def of_another_office(facts: Facts) -> Iterator[Finding]:
    """Give a number whose 代字 does not begin with one of the office's; more may follow it (示教办)."""
    number = PARTS.fullmatch(facts.values.get(FIELD, ""))
    codes = [code for code in (facts.office.get("code"), facts.office.get("letter_code")) if code]
    if number and codes and not number["code"].startswith(tuple(codes)):
        told = {"found": number["code"], "codes": "、".join(codes), "office": facts.office["name"]}
        yield facts.finding("number-other-office", FIELD, **told)


def of_another_year(facts: Facts) -> Iterator[Finding]:
    """Give a number of another year than the document's date."""
    number = PARTS.fullmatch(facts.values.get(FIELD, ""))
    if number and facts.day and int(number["year"]) != facts.day.year:
        yield facts.finding("number-other-year", FIELD, found=number["year"], year=facts.day.year)


def given_twice(facts: Facts) -> Iterator[Finding]:
    """Give a number that another content file of the project has too."""
    number = facts.values.get(FIELD)
    if not number:
        return
    own = facts.source.path.resolve()
    paths = sorted(facts.project.content("").rglob("*.yaml"))
    others = [path for path in paths if folded(number) == number_in(path) and path.resolve() != own]
    if others:
        named = "、".join(map(str, others[:SHOWN])) + ("……" if len(others) > SHOWN else "")
        yield facts.finding("number-given-twice", FIELD, number=number, other=named)


def number_in(path: Path) -> str:
    """Return the 发文字号 written in a file, folded, or an empty text."""
    try:
        state = path.stat()
        return number_of(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=20_000)
def number_of(path: Path, _changed: int, _size: int) -> str:
    """Return the 发文字号 written in a file of this state."""
    found = WRITTEN.search(path.read_text(encoding="utf-8", errors="replace"))
    return folded(found[1]) if found else ""


def folded(number: str) -> str:
    """Return what counts of a number: without blanks, of one width, any brackets."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    return re.sub(r"[\[【(﹝「]", "〔", re.sub(r"[\])】﹞」]", "〕", plain))
