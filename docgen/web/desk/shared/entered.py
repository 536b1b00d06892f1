"""What a person entered in a form, read as what it means; what cannot be read is told at its field."""

from collections.abc import Iterable
from datetime import date

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from docgen.foundation.dates import mentions

from ...answers import lang_of
from ...words import words
from ...workers import Told

FILES, FIELDS = 20, 2000
"""Files and fields that one form may bring."""


class MistypedError(Exception):
    """Something that was entered cannot be read: `problems` are told at their fields."""

    def __init__(self, problems: Iterable[Told]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class Entered:
    """A form as it came: its texts, days, numbers and files by the names of its fields."""

    def __init__(self, form: FormData, lang: str) -> None:
        self.form = form
        self.lang = lang
        self.problems: list[Told] = []

    @property
    def texts(self) -> dict[str, str]:
        """All that was typed, as it is shown again beside what is wrong with it."""
        return {name: value for name, value in self.form.multi_items() if isinstance(value, str)}

    def text(self, name: str) -> str:
        """Return a text without white space at its ends."""
        value = self.form.get(name)
        return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""

    def each(self, name: str) -> list[str]:
        """Return all values of a field of which several can be chosen, lines ended as they were written."""
        values = (value for value in self.form.getlist(name) if isinstance(value, str))
        return [value.replace("\r\n", "\n") for value in values if value]

    def needed(self, name: str, code: str = "needed") -> str:
        """Return a text that may not be left empty; that it is gets told."""
        text = self.text(name)
        if not text:
            self.tell(name, code)
        return text

    def day(self, name: str) -> date | None:
        """Return a day as it is typed: 2024-06-20, 2024/6/20, 2024年6月20日; None where there is none."""
        text = self.text(name)
        found = [one for one in mentions(text.replace(".", "-")) if one.year and one.day]
        if not text:
            return None
        if len(found) == 1 and (year := found[0].year) and found[0].exists(year):
            return date(year, found[0].month, found[0].day or 1)
        self.tell(name, "day", found=text)
        return None

    def number(self, name: str) -> int:
        """Return a whole number from 0; 0 where there is none."""
        text = self.text(name)
        if text.isascii() and text.isdigit() and len(text) < 7:
            return int(text)
        if text:
            self.tell(name, "number", found=text)
        return 0

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return the whole numbers among the values of a field of which several can be chosen."""
        return tuple(int(one) for one in self.each(name) if one.isascii() and one.isdigit() and len(one) < 7)

    async def files(self, name: str) -> list[tuple[str, bytes]]:
        """Return the files that came, each under the name its owner gave it."""
        found = [one for one in self.form.getlist(name) if isinstance(one, UploadFile) and one.filename]
        return [(one.filename or "", await one.read()) for one in found]

    def uploads(self, prefix: str) -> list[tuple[str, UploadFile]]:
        """Return the files that came in fields whose names begin with `prefix`, by the rest of the name."""
        found = ((name, one) for name, one in self.form.multi_items() if name.startswith(prefix))
        return [
            (name.removeprefix(prefix), one)
            for name, one in found
            if isinstance(one, UploadFile) and one.filename
        ]

    async def file(self, name: str) -> tuple[str, bytes]:
        """Return the one file that must come; that it did not is told."""
        found = await self.files(name)
        if not found:
            self.tell(name, "file")
            return "", b""
        return found[0]

    def tell(self, name: str, code: str, **values: object) -> None:
        """Have it told at a field what is wrong there."""
        text = words(self.lang, f"keeping.entered.{code}", **values)
        self.problems.append(Told(code, text, field=(name,)))

    def settle(self) -> None:
        """Raise MistypedError when anything could not be read."""
        if self.problems:
            raise MistypedError(self.problems)


async def entered(request: Request) -> Entered:
    """Return what a request brings in its form."""
    form = await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=4 * 1024 * 1024)
    return Entered(form, lang_of(request))


def asked(request: Request) -> Entered:
    """Return what a request asks for in its address."""
    return Entered(FormData(list(request.query_params.multi_items())), lang_of(request))
