"""Sentences that a table says of itself: who is behind a threshold, who is first and last.

In goes a declaration (`below: 完成率`, `than: 80%`), out comes the sentence:
低于80%的县（区）：甲县（76.5%）、乙县（78%）. Rows that are level with the last one are named
too, since nobody may choose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.foundation.errors import Problem
from docgen.foundation.suggest import nearest

from .amounts import read_value
from .declared import Declared
from .formulas import ExpressionError, rounded
from .table import POINTS, Column, DataTable, Row, number

FORMS = ("below", "at_least", "top", "bottom", "moved")
WORDS = {"below": "低于{than}的{key}：", "at_least": "达到{than}的{key}："}
NOBODY = {"below": "没有低于{than}的{key}", "at_least": "没有达到{than}的{key}"}
USUAL_COUNT = 3
PLUS = "+"
SETTLED = 6
"""Decimals from which a change is none."""
MOVES = {POINTS: ("提高", "下降"), "": ("增长", "下降")}
"""What is said of a rise and of a fall, by unit; of what is counted 增加 and 减少."""


@dataclass
class Sentences:
    """Makes the sentences of one table and gathers what is wrong with their declarations."""

    table: DataTable

    def __post_init__(self) -> None:
        """Begin without problems."""
        self.problems: list[Problem] = []

    def made(self, declared: Declared) -> dict[str, str]:
        """Return every sentence by its name."""
        found = {one.name: self.sentence(one) for one in declared.below("sentences")}
        return {name: text for name, text in found.items() if text is not None}

    def sentence(self, one: Declared) -> str | None:
        """Return one sentence, None where its declaration is wrong."""
        given = [form for form in FORMS if one.says.get(form)]
        if len(given) != 1:
            self.tell(one, "data-sentence-form", forms="、".join(FORMS))
            return None
        form, name = given[0], one.text(given[0])
        column = self.table.columns.get(name)
        if column is None or not column.is_number:
            code = "data-column-no-number" if column else "data-column-unknown"
            self.tell(one, code, form, name=name, near=nearest(name, self.table.columns))
            return None
        if form == "moved":
            return self.moved(one, column)
        return self.ranked(one, form, column) if form in ("top", "bottom") else self.parted(one, form, column)

    def tell(self, one: Declared, code: str, *keys: str, **values: object) -> None:
        """Note what is wrong with a sentence."""
        told = {"table": self.table.name, "column": one.name, **values}
        self.problems.append(Problem(code, one.place(*keys), told))

    def moved(self, one: Declared, column: Column) -> str:
        """Return by how much all rows together have changed: 提高1.2个百分点, 减少3家, 持平."""
        value = self.table.totals.get(column.name)
        words = column.said(abs(value)).removeprefix("+") if isinstance(value, Decimal) else ""
        if not isinstance(value, Decimal) or not rounded(value, SETTLED):
            return one.text("none") or "持平"
        rise, fall = MOVES.get(column.unit, ("增加", "减少"))
        return f"{one.text('words')}{rise if value > 0 else fall}{words}"

    def ranked(self, one: Declared, form: str, column: Column) -> str:
        """Return the first or the last rows by a column."""
        rows = [
            row
            for row in self.table.ordered(column.name, form == "top")
            if row.cells[column.name] is not None
        ]
        count = int(one.text("count") or USUAL_COUNT)
        if len(rows) > count > 0:
            last = rows[count - 1].cells[column.name]
            count += sum(row.cells[column.name] == last for row in rows[count:])
        return one.text("words") + self.listed(one, rows[:count], column)

    def parted(self, one: Declared, form: str, column: Column) -> str | None:
        """Return the rows on one side of a threshold, the worst or the best first."""
        try:
            than = read_value(one.text("than"), column.kind, column.unit) if one.text("than") else None
        except ExpressionError:
            than = None
        if not isinstance(than, Decimal):
            self.tell(
                one,
                "data-sentence-than",
                "than",
                found=one.text("than") or "—",
                example=column.said(Decimal(80)),
            )
            return None
        rows = [
            row
            for row in self.table.ordered(column.name, form == "at_least")
            if is_on_side(row, column, than, form)
        ]
        told = {"than": one.text("than"), "key": self.table.key.title}
        if not rows:
            return one.text("none") or NOBODY[form].format_map(told)
        return (one.text("words") or WORDS[form].format_map(told)) + self.listed(one, rows, column)

    def listed(self, one: Declared, rows: Sequence[Row], column: Column) -> str:
        """Return rows as a sentence lists them, each with what it holds."""
        with_values = one.flag("values", True)
        return "、".join(
            f"{row.name}（{column.said(row.cells[column.name]).removeprefix(PLUS)}）"
            if with_values
            else row.name
            for row in rows
        )


def is_on_side(row: Row, column: Column, than: Decimal, form: str) -> bool:
    """Say whether a row is below a threshold, or reaches it; one that holds nothing does neither."""
    value = row.cells[column.name]
    return value is not None and (number(value) < than) is (form == "below")
