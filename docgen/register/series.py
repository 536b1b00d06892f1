"""Series of numbers (发文字号, 期数, 证书编号): how one is written, and which number a text means.

A series is counted from 1 without a gap. 发文字号 and certificates' numbers (代字〔年〕N号) are told apart by
their 代字 and year, whichever office has them; a bare 第N期 or 第N号 counts for one office, kind and year,
which stand before it in the register.
"""

import re
import unicodedata
from dataclasses import dataclass

from docgen.foundation.numerals import reference

from .entries import Entry

REFERENCE = re.compile(r"([^〔〕]+)〔(\d{4})〕([1-9]\d{0,8})号")
COUNTED = re.compile(r"(.*?\D)([1-9]\d{0,8})([号期])")


@dataclass(frozen=True)
class Series:
    """What numbers of one row have in common; `form` has {} for the count."""

    form: str  # 拉食药安办函〔2024〕{}号, 第{}期
    year: int = 0  # 0: the count goes on from year to year
    scope: str = ""  # what stands before a number that is not known by itself: 市食安办纪要2024年

    @property
    def name(self) -> str:
        """What the register calls it."""
        return f"{self.scope}{self.form}"

    def printed(self, serial: int) -> str:
        """Return a number of it as the document has it."""
        return self.form.replace("{}", str(serial))

    def number(self, serial: int) -> str:
        """Return a number of it as the register knows it."""
        return f"{self.scope}{self.printed(serial)}"

    def serial(self, text: str) -> int | None:
        """Return the count in a number of this series, None for any other text."""
        found = COUNTED.fullmatch(tidied(text))
        serial = int(found[2]) if found else 0
        return serial if serial and tidied(text) in (self.printed(serial), self.number(serial)) else None

    def entry(self, serial: int) -> Entry:
        """Return the entry of a number, of which nothing else is known yet."""
        more = {"printed": self.printed(serial)} if self.scope else {}
        return Entry(self.number(serial), series=self.name, serial=serial, year=self.year, more=more)


def of_code(code: str, year: int) -> Series:
    """Return the series of a 代字 in a year: 拉食药安办函〔2024〕1号 and on (GB/T 9704-2012, 7.2.5)."""
    return Series(reference(code, year, 0).replace("〕0号", "〕{}号"), year)


def read(number: str) -> tuple[Series, int] | None:
    """Return series and count of a number as someone wrote it, None for what is no 发文字号.

    Brackets of any kind and wide digits are taken for what they are meant to be.
    """
    found = REFERENCE.fullmatch(tidied(number))
    return (of_code(found[1], int(found[2])), int(found[3])) if found else None


def tidied(number: str) -> str:
    """Return a number as it should be written: no blanks, 〔〕, plain digits, no 第 and no zeros in front."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    text = re.sub(r"[\[【(﹝「]", "〔", re.sub(r"[\])】﹞」]", "〕", text))
    return re.sub(r"〕(?:第)?0*(?=[1-9])", "〕", text)
