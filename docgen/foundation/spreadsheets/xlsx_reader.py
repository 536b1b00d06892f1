"""Read .xlsx and .xlsm: the list of sheets and how to read each; macros are never looked at.

Only what a table needs is read: cells, the texts they share, and number formats. So no colour, picture or
property that some program wrote in its own way can make a workbook unreadable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from ..errors import ContentError, Place, Problem
from . import xlsx_parts, xlsx_pictures, xlsx_sheet
from .choosing import Listed, Wanted, chosen
from .gathering import Gathering
from .package import Package
from .sheet import ABOUT, Sheet
from .xlsx_sheet import Book
from .xlsx_xml import ON

MAIN = "xl/workbook.xml"


def read(path: Path, package: Package, wanted: Wanted | None, all_columns: bool) -> Sheet:
    """Return the table in a workbook.

    Raises ContentError for one that is damaged or too big.
    """
    try:
        book = Workbook(path, package, all_columns)
        return replace(chosen(path, list(book.listed()), wanted), about=book.about())
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a damaged file fails anywhere: XML, numbers, names of parts
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error


def main_part(package: Package) -> str:
    """Return the name of the part that lists the sheets."""
    kinds = dict(package.relations("").values())
    return kinds.get("officeDocument", MAIN)


@dataclass
class Workbook:
    """An opened workbook."""

    path: Path
    package: Package
    all_columns: bool

    def __post_init__(self) -> None:
        """Read what all sheets share. Raises whatever a damaged file makes of it."""
        main = main_part(self.package)
        self.root = self.package.tree(main)
        self.related = self.package.relations(main)
        kinds = dict(self.related.values())
        self.book = Book(
            self.strings(kinds.get("sharedStrings", "xl/sharedStrings.xml")),
            xlsx_parts.number_formats(self.package, kinds.get("styles", "xl/styles.xml")),
            self.says("workbookPr", "date1904"),
            xlsx_pictures.in_cells(self.package),
            not self.says("calcPr", "fullCalcOnLoad"),
        )

    def strings(self, part: str) -> list[str]:
        """Return the shared texts; a workbook of numbers has none."""
        if part not in self.package:
            return []
        with self.package.open(part) as xml:
            return xlsx_parts.strings(xml)

    def says(self, name: str, attribute: str) -> bool:
        """Say whether the workbook turns something on."""
        element = self.root.find(f"{{*}}{name}")
        return element is not None and element.get(attribute) in ON

    def listed(self) -> Iterator[Listed]:
        """Yield the sheets of cells in their order; a chart may have a sheet of its own."""
        for number, sheet in enumerate(self.root.iterfind("{*}sheets/{*}sheet"), 1):
            kind, part = self.related.get(reference(sheet), ("worksheet", f"xl/worksheets/sheet{number}.xml"))
            if kind == "worksheet":
                name = sheet.get("name") or ""
                is_visible = sheet.get("state") in (None, "visible")
                yield Listed(name, is_visible, partial(self.sheet, name, part), partial(self.is_filled, part))

    def sheet(self, name: str, part: str) -> Sheet:
        """Return one sheet."""
        found = Gathering(self.path, name, self.book.from_1904, self.all_columns)
        with self.package.open(part) as xml:
            xlsx_sheet.read(xml, self.book, found)
        return found.sheet()

    def is_filled(self, part: str) -> bool:
        """Say whether there is any value in a sheet."""
        with self.package.open(part) as xml:
            steps = etree.iterparse(xml, tag=("{*}v", "{*}is"), resolve_entities=False, no_network=True)
            return any(value.text or len(value) for _, value in steps)

    def about(self) -> Mapping[str, str]:
        """Return what a blank workbook's hidden sheet says: its names and values."""
        for one in self.listed():
            if one.name == ABOUT and not one.is_visible:
                return {row[1]: row[2] for row in one.read().rows().values() if row.get(1) and row.get(2)}
        return {}


def reference(sheet: Any) -> str:
    """Return by which id a workbook points at a sheet; the attribute's namespace is one of two."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
