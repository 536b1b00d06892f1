"""Formulas over columns: 已督导 / 应督导, 合计(主体) × 20%, (甲 + 乙) ÷ 2.

In goes text and the names of columns, out comes a `Node` that knows its unit and its value for a row. There
is nothing in the language but numbers, columns, + − × ÷, brackets and five functions, so no formula can run
for long or reach anything else. Numbers are decimal throughout. An empty cell makes its result empty.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation
from decimal import localcontext as decimal_context
from typing import NoReturn, Protocol, TypeAlias

from docgen.foundation.suggest import nearest

from .units import NO_UNIT, Unit

LONGEST = 500
DEEPEST = 30
ARITHMETIC = Context(prec=40, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation])
BIGGEST = Decimal(10) ** 24

Cells: TypeAlias = Callable[[str], Decimal | None]
"""What a column holds in one row; None for nothing."""

SIGNS = {
    "+": "+", "＋": "+", "-": "-", "－": "-", "−": "-", "*": "×", "×": "×", "＊": "×",
    "/": "÷", "÷": "÷", "／": "÷", "(": "(", "（": "(", ")": ")", "）": ")",
    ",": ",", "，": ",", "%": "%", "％": "%",
}  # fmt: skip
"""The signs of a formula as a keyboard makes them, and what they mean."""
NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?")
WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)?")

FUNCTIONS = {
    "合计": "sum", "sum": "sum", "平均": "mean", "average": "mean", "最大": "max", "max": "max",
    "最小": "min", "min": "min", "四舍五入": "round", "round": "round",
}  # fmt: skip


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

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """Return the unit of what it goes over."""
        return self.inner.unit(units)

    def value(self, cells: Cells, rows: Sequence[Cells]) -> Decimal | None:
        """Return the value over all rows that hold anything, None when none does."""
        found = [one for row in rows if (one := self.inner.value(row, rows)) is not None]
        return over_rows(self.function, found)

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


@dataclass(frozen=True)
class Token:
    """A piece of a formula."""

    kind: str  # number, name, function, end, or a sign
    text: str


END = Token("end", "")


def read_formula(text: str, known: Iterable[str]) -> Node:
    """Return the formula in `text` over the columns `known`. Raises ExpressionError for what is none."""
    if len(text) > LONGEST:
        raise ExpressionError("data-formula-long", limit=LONGEST)
    return Parser(list(tokens(text, list(known))), list(known)).whole()


def tokens(text: str, known: Sequence[str]) -> Iterable[Token]:
    """Give the pieces of a formula; a column's name is the longest that fits, whatever signs are in it."""
    by_length = sorted(known, key=len, reverse=True)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        name = next((one for one in by_length if stands_at(text, at, one)), None)
        token = Token("name", name) if name else token_at(text, at)
        yield token
        at += len(token.text)


def stands_at(text: str, at: int, name: str) -> bool:
    """Say whether a name stands in a text as a whole word."""
    end = at + len(name)
    goes_on = text[end : end + 1]
    return text.startswith(name, at) and not (name[-1:].isalnum() and (goes_on.isalnum() or goes_on == "_"))


def token_at(text: str, at: int) -> Token:
    """Return the number, word or sign at a place. Raises ExpressionError for anything else."""
    if found := NUMBER.match(text, at):
        return Token("number", found[0])
    if found := WORD.match(text, at):
        return Token("function" if found[0].lower() in FUNCTIONS else "name", found[0])
    if text[at] not in SIGNS:
        raise ExpressionError("data-formula-sign", found=text[at])
    return Token(SIGNS[text[at]], text[at])


@dataclass
class Parser:
    """Reads pieces from left to right: × and ÷ before + and −."""

    left: list[Token]
    known: Sequence[str]
    depth: int = 0
    taken: list[str] = field(default_factory=list)

    @property
    def next(self) -> Token:
        """The piece that comes next."""
        return self.left[0] if self.left else END

    def take(self) -> Token:
        """Return the next piece, which is read then."""
        token = self.next
        self.taken.append(token.text)
        self.left = self.left[1:]
        return token

    def whole(self) -> Node:
        """Return all of the formula."""
        node = self.sum()
        if self.left:
            self.refuse()
        return node

    def refuse(self) -> NoReturn:
        """Raise ExpressionError for the piece that comes next, or for the end."""
        if not self.left:
            raise ExpressionError("data-formula-end", after="".join(self.taken[-3:]))
        raise ExpressionError("data-formula-sign", found=self.next.text)

    def sum(self) -> Node:
        """Return parts with + and − between them."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("data-formula-deep", limit=DEEPEST)
        node = self.product()
        while self.next.kind in ("+", "-"):
            node = Operation(self.take().kind, node, self.product())
        self.depth -= 1
        return node

    def product(self) -> Node:
        """Return parts with × and ÷ between them."""
        node = self.signed()
        while self.next.kind in ("×", "÷"):
            sign, start = self.take().kind, len(self.taken)
            right = self.signed()
            node = Operation(sign, node, right, "".join(self.taken[start:]))
        return node

    def signed(self) -> Node:
        """Return a part, which may have a minus before it."""
        minus = False
        while self.next.kind in ("+", "-"):
            minus ^= self.take().kind == "-"
        return Negative(self.part()) if minus else self.part()

    def part(self) -> Node:
        """Return a number, a column, a function or what stands in brackets."""
        token = self.next
        if token.kind == "number":
            return self.number()
        if token.kind == "function":
            return self.function()
        if token.kind == "name":
            if token.text not in self.known:
                near = nearest(token.text, self.known)
                raise ExpressionError("data-formula-name", name=token.text, near=near)
            return Column(self.take().text)
        if token.kind != "(":
            self.refuse()
        return self.bracketed(self.sum)

    def bracketed(self, inner: Callable[[], Node]) -> Node:
        """Return what stands in brackets."""
        self.expect("(")
        node = inner()
        self.expect(")")
        return node

    def expect(self, kind: str) -> Token:
        """Return the next piece, which must be of this kind."""
        if self.next.kind != kind:
            self.refuse()
        return self.take()

    def number(self) -> Node:
        """Return a number, or a share: 80%."""
        amount = Decimal(self.take().text)
        if self.next.kind == "%":
            self.take()
            amount /= 100
        return Number(amount)

    def function(self) -> Node:
        """Return a function of all rows, or a rounding."""
        name = FUNCTIONS[self.take().text.lower()]
        self.expect("(")
        inner = self.sum()
        if name == "round":
            self.expect(",")
            places = int(Decimal(self.expect("number").text))
            self.expect(")")
            return Rounded(inner, min(places, 18))
        self.expect(")")
        return OverRows(name, inner)
