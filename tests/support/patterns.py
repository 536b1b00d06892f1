"""Every regular expression of the program, and hostile input made of its own parts.

Out come `Found`s: where each pattern stands, its text and how it is used. Patterns put together of values
known only at run time are told apart by `text is None`; who asks must name an example.
"""

import ast
import importlib
import re
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants as signs  # type: ignore[attr-defined]  # the tree of a pattern has no public door
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
METHODS = frozenset({"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
CALLS = METHODS | {"compile"}
AT_ONE_PLACE = frozenset({"match", "fullmatch"})

SPOKEN = re.compile(r"\.(?:" + "|".join(sorted(CALLS)) + r")\b")
"""What a file that makes a pattern or uses one says somewhere."""

LENGTH = 4096
"""Characters of hostile input."""
NOTICED = 0.004
"""Seconds below which nothing is asked: no clerk sees them, and clocks waver there."""
SQUARE = 16
"""How many times longer four times the input takes where time grows with its square."""
GROWTH = 8
"""How many times longer four times the input may take: 4 is linear, 16 square."""
ROUNDS = 8
"""Tries of one that seems to grow too fast: a busy machine takes time from some of them, not from all."""
GIVEN_UP = 0.3
"""Seconds after which one try is over; it then counts as this much."""


@dataclass(frozen=True)
class Found:
    """A pattern: where it stands, its text (None when only known at run time), its flags, its uses."""

    place: str
    text: str | bytes | None
    flags: int
    uses: frozenset[str]


@dataclass(frozen=True)
class Module:
    """A file of the program, walked once: what it imports, which methods of `re` it calls on which names."""

    path: Path
    nodes: tuple[ast.AST, ...]
    imported: frozenset[str]
    uses: frozenset[tuple[str, str]]


@cache
def patterns() -> tuple[Found, ...]:
    """Return every pattern handed to `re` in docgen, in the order of files."""
    paths = sorted((ROOT / "docgen").rglob("*.py"))
    modules = [walked(path) for path in paths if SPOKEN.search(path.read_text())]
    return tuple(one for module in modules for one in patterns_of(module, modules))


def walked(path: Path) -> Module:
    """Return what is asked of one file."""
    nodes = tuple(ast.walk(ast.parse(path.read_text())))
    uses = {
        (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in METHODS and getattr(node.value, "id", "") != "re"
    }
    froms = (node for node in nodes if isinstance(node, ast.ImportFrom))
    return Module(
        path, nodes, frozenset(alias.name for node in froms for alias in node.names), frozenset(uses)
    )


def uses_of(name: str, own: Module, modules: Sequence[Module]) -> frozenset[str]:
    """Return with which methods a pattern is used: by its own module and by those that import it.

    One that stands in a table is taken out of it under some other name: all uses of its module are its own.
    """
    if name:
        known = [one for one in modules if one is own or name in one.imported]
        found = {method for one in known for used, method in one.uses if used == name}
    else:
        found = {method for _, method in own.uses} - {"split"}  # texts have that one too
    return frozenset(found) or METHODS


def patterns_of(module: Module, modules: Sequence[Module]) -> Iterator[Found]:
    """Yield the patterns of one module."""
    path = module.path
    names = {id(node.value): name for node in module.nodes for name in assigned(node)}
    for node in module.nodes:
        if not is_call_of_re(node) or not node.args:
            continue
        place = f"{path.relative_to(ROOT)}: {names.get(id(node)) or ast.unparse(node.args[0])}"
        method = node.func.attr
        name = names.get(id(node), "")
        used = uses_of(name, module, modules) if method == "compile" else frozenset({method})
        flags = [word.value for word in node.keywords if word.arg == "flags"] or node.args[
            {"compile": 1, "split": 3, "sub": 4, "subn": 4}.get(method, 2) :
        ][:1]
        yield Found(
            place,
            evaluated(node.args[0], path),
            evaluated(flags[0], path) if flags else 0,
            used,
        )


def assigned(node: ast.AST) -> Iterator[str]:
    """Yield the names to which a node assigns its value."""
    if isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id


def is_call_of_re(node: ast.AST) -> Any:
    """Say whether a node calls re.compile, re.sub …"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in CALLS
    )


def evaluated(node: ast.expr, path: Path) -> Any:
    """Return what an expression is in its module, None for what only a run knows."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    try:
        return eval(ast.unparse(node), dict(vars(importlib.import_module(name))))
    except (NameError, AttributeError, TypeError):
        return None


def hostile(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield beginnings, what is repeated after them, and ends, of a pattern's own letters."""
    sample = "".join(letters_of(parser.parse(text)))
    known = "".join(dict.fromkeys(sample))[:12]
    singles = list(dict.fromkeys([*known, " ", "a", "1", "甲", "\n"]))
    pairs = [left + right for left in known[:6] for right in known[:6] if left != right]
    beginnings = dict.fromkeys([*(sample[:count] for count in range(6)), "甲", known])
    for start in beginnings:
        for unit in singles if start else [*singles, *pairs, known or "a"]:
            yield start, unit, ""
            yield start, unit, "\x01"


def letters_of(tree: Any) -> Iterator[str]:
    """Yield one letter for each literal and class of a parsed pattern."""
    for sign, value in tree:
        if sign in (signs.LITERAL, signs.NOT_LITERAL):
            yield chr(value)
        elif sign is signs.ANY:
            yield "a"
        elif sign is signs.RANGE:
            yield chr(value[0])
        elif sign is signs.CATEGORY:
            yield {"DIGIT": "1", "SPACE": " ", "WORD": "a"}.get(str(value).rpartition("_")[2], "甲")
        elif sign is signs.IN:
            yield from letters_of(value)
            if value and value[0][0] is signs.NEGATE:
                yield from ("a", "1", " ")
        else:
            yield from letters_of_parts(value)


def letters_of_parts(value: Any) -> Iterator[str]:
    """Yield the letters of whatever stands within a branch, a repetition, a group or a look around."""
    if isinstance(value, parser.SubPattern):
        yield from letters_of(value)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from letters_of_parts(part)


def growth(pattern: re.Pattern[Any], method: str, start: str, unit: str, end: str) -> float:
    """Return how many times longer four times the input takes, 0 when all of it is quick.

    It is quick, and not tried in its length, where a quarter of it is so quick that even a square would be.
    """

    def spent(length: int) -> float:
        text: Any = start + unit * (length // len(unit)) + end
        text = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
        return seconds(pattern, method, text)

    if spent(LENGTH // 4) * SQUARE < NOTICED:
        return 0
    longer = shorter = float("inf")
    for tried in range(ROUNDS):
        longer, shorter = min(longer, spent(LENGTH)), min(shorter, spent(LENGTH // 4))
        if longer < NOTICED:
            return 0
        if tried and longer >= GIVEN_UP:
            return float("inf")
        if tried > 1 and longer <= GROWTH * shorter:
            break
    return longer / max(shorter, 1e-7)


def seconds(pattern: re.Pattern[Any], method: str, text: Any) -> float:
    """Return how long a pattern looks at a text."""
    begun = time.thread_time()
    try:
        with given_up(GIVEN_UP):
            if method in AT_ONE_PLACE:
                getattr(pattern, method)(text)
            else:
                for _ in pattern.finditer(text):
                    pass
    except TimeoutError:
        return GIVEN_UP
    return time.thread_time() - begun


@contextmanager
def given_up(limit: float) -> Iterator[None]:
    """Raise TimeoutError when the block takes longer than `limit` seconds."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
