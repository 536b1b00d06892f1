"""Builds the rows of a table from a sheet and what is declared of its columns; gathers every problem."""

from collections.abc import Callable, Mapping

from .columns import WAYS, Made, Maker
from .declared import Declared
from .deriving import change, formula, rank, share
from .reading import read_column
from .table import Row

MAKERS: Mapping[str, Callable[[Maker, Declared], Made | None]] = {
    "formula": formula,
    "rank": rank,
    "share": share,
    "change": change,
}


class Builder(Maker):
    """One table: `declared` of it, its sheet, and the sheets it is compared with by name."""

    def rows(self) -> list[Row]:
        """Return the rows of all declared columns, as far as they could be made."""
        made = {name: one for name in self.columns if (one := self.make(name))}
        return [
            Row(name, self.sheet.sheet.place(number), {col: one.cells[at] for col, one in made.items()})
            for at, (name, number) in enumerate(self.sheet.rows)
        ]

    def column(self, one: Declared) -> Made | None:
        """Return a column as it is declared: from the sheet, or in one of the WAYS."""
        given = [way for way in WAYS if one.says.get(way)]
        if len(given) > 1:
            self.tell(one, "data-column-ways", ways="、".join(given))
            return None
        return MAKERS[given[0]](self, one) if given else read_column(self, one)
