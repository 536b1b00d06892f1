"""A worksheet's XML walked as a stream: what it says of rows, columns and cells goes to a `Listener`.

A sheet may have a million cells, so no tree is built. In whatever order rows and cells come they stand where
they say; without a word of their own they follow the one before.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import IO, Protocol
from xml.parsers import expat

from .sheet import Address

DIGITS = "0123456789"
LAST_COLUMN = 16_384
ON = ("1", "true")
RICH = "rich"
"""The type of an error that stands in for something richer: the number of that (vm), then the error."""


class Listener(Protocol):
    """Who is told what a sheet's XML says."""

    def hidden_row(self, row: int) -> None:
        """Take a hidden row, told before its cells."""

    def hidden_columns(self, columns: range) -> None:
        """Take hidden columns, told before all cells."""

    def merged(self, corner: Address, area: str) -> None:
        """Take a range of merged cells."""

    def cell(self, at: Address, kind: str, style: str, value: str, has_formula: bool) -> None:
        """Take a cell that has a value or a formula: its type, its style's number, its value as written."""


class Walk:
    """One way through a sheet. Its handlers are called for each element, a million times: they are short."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.take = listener, listener.cell
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = refuse_doctype
        self.names: dict[str, str] = {}
        self.pieces: list[str] = []
        self.row = self.column = 0
        self.row_name = "0"
        self.attributes: Mapping[str, str] = {}
        self.has_formula = self.is_spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = self.names.get(name) or self.local(name)
        if name == "c":
            self.attributes = attributes
            at = attributes.get("r", "")
            letters = at[: -len(self.row_name)]
            if letters.isalpha() and at.endswith(self.row_name):
                self.column = column_number(letters)
            else:
                self.move(at)
        elif name == "v" or (name == "t" and not self.is_spoken):
            self.parser.CharacterDataHandler = self.pieces.append
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.start_row(attributes)
        elif name in ("col", "mergeCell"):
            self.note(name, attributes)
        elif name == "rPh":
            self.is_spoken = True

    def end(self, name: str) -> None:
        """Take the end of an element."""
        name = self.names[name]
        if name in ("v", "t"):
            self.parser.CharacterDataHandler = None
        elif name == "c":
            if self.pieces or self.has_formula:
                said = self.attributes.get
                value, kind = "".join(self.pieces), said("t", "n")
                if kind == "e" and said("vm"):
                    kind, value = RICH, f"{said('vm')} {value}"
                self.take((self.row, self.column), kind, said("s", ""), value, self.has_formula)
                self.pieces.clear()
                self.has_formula = False
        elif name == "rPh":
            self.is_spoken = False

    def local(self, name: str) -> str:
        """Return a name without its prefix; a workbook saved as Strict Open XML has another namespace."""
        return self.names.setdefault(name, name.rpartition(":")[2])

    def move(self, name: str) -> None:
        """Go to the cell of this name, or to the next one."""
        if name:
            self.row, self.column = address(name)
            self.row_name = str(self.row)
        else:
            self.column += 1

    def start_row(self, attributes: Mapping[str, str]) -> None:
        """Go to a row."""
        self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        self.row_name = str(self.row)
        if attributes.get("hidden") in ON:
            self.listener.hidden_row(self.row)

    def note(self, name: str, attributes: Mapping[str, str]) -> None:
        """Tell of hidden columns and merged cells; a range of a single cell is none."""
        if name == "mergeCell":
            first, _, last = attributes.get("ref", "").replace("$", "").partition(":")
            if last and first != last:
                self.listener.merged(address(first), f"{first}:{last}")
        elif attributes.get("hidden") in ON or attributes.get("width") == "0":
            columns = range(int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN) + 1)
            self.listener.hidden_columns(columns)


def walk(xml: IO[bytes], listener: Listener) -> None:
    """Tell `listener` what a sheet's XML says. Raises ExpatError, ValueError or KeyError for damage."""
    Walk(listener).parser.ParseFile(xml)


def refuse_doctype(*declared: object) -> None:
    """Refuse what no workbook has: entities, which can grow."""
    raise ValueError("a document type in a worksheet")


def address(name: str) -> Address:
    """Return the row and column of a cell by its name. Raises ValueError for what is none."""
    letters = name.rstrip(DIGITS)
    return int(name[len(letters) :]), column_number(letters)


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27. Raises ValueError for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or len(letters) > 3:
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
