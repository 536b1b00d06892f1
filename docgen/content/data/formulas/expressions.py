"""What a formula is made of: numbers, columns, + − × ÷ and five functions; each knows its unit and its value.

There is nothing else in the language, so no formula can run for long or reach anything. Numbers are decimal
throughout. An empty cell makes its result empty. `formulas` reads them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation
from decimal import localcontext as decimal_context
from typing import Protocol, TypeAlias

from .units import NO_UNIT, Unit

ARITHMETIC = Context(prec=40, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation])
BIGGEST = Decimal(10) ** 24

Cells: TypeAlias = Callable[[str], Decimal | None]
"""What a column holds in one row; None for nothing."""


class ExpressionError(ValueError):
    """What is wrong with a formula or with its value: the code of a problem and what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Node(Protocol):
    """A formula or a part of one."""

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return its unit; raises ExpressionError where units do not fit."""

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return its value where columns hold `cells`; `rows` are all of them, for functions.

        Raises ExpressionError for a division by nothing.
        """

    def names(self) -> Iterable[str]:
        """Give the columns it is made of."""


@dataclass(frozen=True)
class Number:
    """A number as typed."""

    amount: Decimal

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return no unit."""
        return NO_UNIT

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the number."""
        return self.amount

    def names(self) -> Iterable[str]:
        """Give nothing."""
        return ()


@dataclass(frozen=True)
class Column:
    """A column's cell in the row."""

    name: str

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the column's unit."""
        return units[self.name]

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return what the cell holds."""
        return cells(self.name)

    def names(self) -> Iterable[str]:
        """Give the column."""
        return (self.name,)


@dataclass(frozen=True)
class Negative:
    """A part with a minus before it."""

    inner: Node

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the part's unit."""
        return self.inner.unit(units)

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the part's value with the other sign."""
        found = self.inner.value(cells, rows)
        return None if found is None else -found

    def names(self) -> Iterable[str]:
        """Give the part's columns."""
        return self.inner.names()


@dataclass(frozen=True)
class Operation:
    """Two parts and one of + - × ÷."""

    sign: str
    left: Node
    right: Node
    under: str = ""  # how the right part is written, to be named where it is nothing

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the unit of the whole; what is added must have the same."""
        left, right = self.left.unit(units), self.right.unit(units)
        if self.sign == "×":
            return left * right
        if self.sign == "÷":
            return left / right
        if left != right:
            told = {"left": str(left) or "—", "right": str(right) or "—"}
            raise ExpressionError("data-formula-units", sign=self.sign, **told)
        return left

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the value of the whole, None when a part is empty."""
        left, right = self.left.value(cells, rows), self.right.value(cells, rows)
        if left is None or right is None:
            return None
        if self.sign == "÷" and not right:
            raise ExpressionError("data-division", by=self.under)
        with decimal_context(ARITHMETIC):
            return bounded(CALCULATIONS[self.sign](left, right))

    def names(self) -> Iterable[str]:
        """Give the columns of both parts."""
        return (*self.left.names(), *self.right.names())


CALCULATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "×": lambda left, right: left * right,
    "÷": lambda left, right: left / right,
}


@dataclass(frozen=True)
class OverRows:
    """A function of all rows: 合计(已督导)."""

    function: str
    inner: Node
    known: dict[int, Decimal | None] = field(default_factory=dict, compare=False, repr=False)
    """Its value, by the rows it went over: every row of a column asks for it."""

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the unit of what it goes over."""
        return self.inner.unit(units)

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the value over all rows that hold anything, None when none does."""
        if id(rows) not in self.known:
            found = [one for row in rows if (one := self.inner.value(row, rows)) is not None]
            self.known[id(rows)] = over_rows(self.function, found)
        return self.known[id(rows)]

    def names(self) -> Iterable[str]:
        """Give the columns of what it goes over."""
        return self.inner.names()


@dataclass(frozen=True)
class Rounded:
    """四舍五入(式, 位数)."""

    inner: Node
    places: int

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the part's unit."""
        return self.inner.unit(units)

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the part's value, rounded."""
        found = self.inner.value(cells, rows)
        return None if found is None else rounded(found, self.places)

    def names(self) -> Iterable[str]:
        """Give the part's columns."""
        return self.inner.names()


def over_rows(function: str, values: Sequence[Decimal]) -> Decimal | None:
    """Return the sum, mean, greatest or least of values, None of none."""
    if not values:
        return None
    with decimal_context(ARITHMETIC):
        if function in ("max", "min"):
            return max(values) if function == "max" else min(values)
        whole = sum(values, Decimal(0))
        return bounded(whole / len(values) if function == "mean" else whole)


def rounded(value: Decimal, places: int) -> Decimal:
    """Return a value with so many decimals, 四舍五入 (a half goes away from nought)."""
    with decimal_context(ARITHMETIC):
        try:
            return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        except DecimalException as error:
            raise ExpressionError("data-number-too-big") from error


def bounded(value: Decimal) -> Decimal:
    """Return a value that a page can show. Raises ExpressionError for any other."""
    if abs(value) >= BIGGEST:
        raise ExpressionError("data-number-too-big")
    return value
