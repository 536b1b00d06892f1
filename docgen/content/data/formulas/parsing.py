"""Formulas as they are typed: 已督导 / 应督导, 合计(主体) × 20%, (甲 + 乙) ÷ 2.

In goes text and the names of columns, out comes a `Node`. Signs are taken as a Chinese keyboard makes them,
and a column's name is the longest that fits, whatever signs are in it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

from docgen.foundation.suggest import nearest

from .expressions import Column, ExpressionError, Negative, Node, Number, Operation, OverRows, Rounded

LONGEST = 500
DEEPEST = 30
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
