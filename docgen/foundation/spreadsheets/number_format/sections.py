"""A number format taken apart: in goes its code, out come its sections, each a row of tokens."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)
    | [\\!](?P<escaped>.?)
    | _(?P<gap>.?)
    | \*(?P<filler>.?)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<halves>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,}|e+|g+|b{2,})
    | (?P<sign>[0\#?.,%@/;])
    | (?P<literal>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:E[+-]?\d+)?)", re.IGNORECASE)
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
MONEY = re.compile(r"\$([^-]*)(?:-([0-9A-F]+))?.*", re.IGNORECASE)
DIGITS = re.compile(r"DBNum([1-3])", re.IGNORECASE)

COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "<>": operator.ne, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
LONG_DATE, LONG_TIME = 0xF800, 0xF400
"""Stand where a locale does and mean: whatever this computer's long date or time is (`[$-F800]`)."""
LOCALES = {"x-sysdate": LONG_DATE, "x-systime": LONG_TIME, "zh": 0x804}
NAMED = re.compile(r"\$-(x-sysdate|x-systime|zh)\b.*", re.IGNORECASE)
BY_SYSTEM = {LONG_DATE: 'yyyy"年"m"月"d"日"', LONG_TIME: "h:mm:ss"}
CHINESE = 0x04
"""The last byte of every Chinese locale: 804, 404, 1004, C04."""


@dataclass(frozen=True)
class Token:
    """One part of a format: `kind` is "0", "#", "?", ".", ",", "%", "@", "/", "E", "literal", or a date's.

    A date's part has its letter for kind, one in square brackets (elapsed time) `[h]`, and `halves` is AM/PM.
    """

    kind: str
    shown: str = ""  # a literal's text; of others how they are written, in small letters

    @property
    def is_date(self) -> bool:
        """Say whether this is a part of a date or a time."""
        return self.kind in DATE_KINDS

    @property
    def is_digit(self) -> bool:
        """Say whether this stands for a digit."""
        return self.kind in ("0", "#", "?")


DATE_KINDS = frozenset({*"ymdhsaegb", "[h]", "[m]", "[s]", "halves"})


@dataclass(frozen=True)
class Section:
    """The tokens of one section, and what its square brackets say."""

    tokens: tuple[Token, ...] = ()
    condition: tuple[str, float] | None = None
    digits: int = 0  # 1 to 3: which Chinese digits
    locale: int = 0
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_date(self) -> bool:
        """Say whether a number is shown as a date or a time."""
        return not self.kinds.isdisjoint(DATE_KINDS)

    @property
    def is_text(self) -> bool:
        """Say whether this is what texts look like."""
        return "@" in self.kinds

    @property
    def has_general(self) -> bool:
        """Say whether the number is shown as it is."""
        return "general" in self.kinds or self.is_text

    @property
    def is_chinese(self) -> bool:
        """Say whether its words are Chinese."""
        return self.locale & 0xFF == CHINESE

    def holds(self, value: float) -> bool:
        """Say whether a number is what the condition asks for; there must be one."""
        sign, limit = self.condition or ("=", 0)
        return COMPARED[sign](value, limit)

    @property
    def is_of_negatives(self) -> bool:
        """Say whether only numbers below zero can be meant: they are shown without their sign."""
        sign, limit = self.condition or ("", 0)
        return (sign == "<" and limit <= 0) or (sign in ("<=", "=") and limit < 0)


@lru_cache(maxsize=1_000)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format; an empty one is General."""
    parts: list[list[re.Match[str]]] = [[]]
    for found in TOKEN.finditer(code or "General"):
        if found["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(found)
    return tuple(map(section, parts))


def section(parts: Sequence[re.Match[str]]) -> Section:
    """Return one section."""
    tokens: list[Token] = []
    said: dict[str, Any] = {}
    for part in parts:
        if part["bracket"] is not None:
            tokens += in_brackets(part["bracket"], said)
        else:
            tokens.append(token(part))
    if system := BY_SYSTEM.get(said.get("locale", 0)):
        tokens = [token(part) for part in TOKEN.finditer(system)]
    kinds = frozenset(token.kind for token in tokens)
    if not kinds.isdisjoint(DATE_KINDS):
        tokens = of_a_date(tokens)
    return Section(tuple(tokens), kinds=kinds, **said)


def token(part: re.Match[str]) -> Token:
    """Return what one part of a format is."""
    kind = str(part.lastgroup)
    text = part[0]
    if kind == "quoted":
        return Token("literal", text.strip('"'))
    if kind in ("escaped", "literal"):
        return Token("literal", part[kind])
    if kind == "gap":
        return Token("literal", " ")
    if kind == "filler":
        return Token("filler")
    if kind in ("general", "halves"):
        return Token(kind, text)
    if kind == "exponent":
        return Token("E", text[1])
    return Token(text[0].lower(), text.lower())


def in_brackets(text: str, said: dict[str, Any]) -> list[Token]:
    """Return the tokens that a pair of square brackets holds, and note in `said` what else it says."""
    if found := CONDITION.fullmatch(text):
        said["condition"] = (found[1], float(found[2]))
    elif ELAPSED.fullmatch(text):
        return [Token(f"[{text[0].lower()}]", text.lower())]
    elif found := DIGITS.fullmatch(text):
        said["digits"] = int(found[1])
    elif found := NAMED.fullmatch(text):
        said["locale"] = LOCALES[found[1].lower()]
    elif found := MONEY.fullmatch(text):
        said["locale"] = int(found[2] or "0", 16) & 0xFFFF
        return [Token("literal", found[1])] if found[1] else []
    return []  # a colour, in whatever language


def of_a_date(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a date: its signs are literal, `m` next to hours or seconds is minutes (`n`)."""
    made: list[Token] = []
    clock = [(at, token.kind) for at, token in enumerate(tokens) if token.is_date and token.kind != "halves"]
    before = {at: clock[place - 1][1] for place, (at, _) in enumerate(clock) if place}
    after = {at: clock[place + 1][1] for place, (at, _) in enumerate(clock[:-1])}
    for at, token in enumerate(tokens):
        is_minute = before.get(at) in ("h", "[h]") or after.get(at) in ("s", "[s]")
        if token.kind == "m" and len(token.shown) < 3 and is_minute:
            made.append(Token("n", token.shown))
        elif token.kind == "0" and made and made[-1].kind == ".":
            made[-1] = Token(".", f"{made[-1].shown}0")
        elif token.kind == "." and is_fraction(tokens, at):
            made.append(Token("."))
        elif token.is_date or token.kind in ("literal", "filler", "."):
            made.append(Token("literal", ".") if token.kind == "." else token)
        else:
            made.append(Token("literal", token.shown))
    return made


def is_fraction(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the point at `at` begins parts of a second: seconds before it and a zero after."""
    follows = at > 0 and tokens[at - 1].kind in ("s", "[s]")
    return follows and at + 1 < len(tokens) and tokens[at + 1].kind == "0"


def chosen(parts: Sequence[Section], value: float) -> tuple[Section | None, bool]:
    """Return the section that shows a number, and whether it does so without the number's sign.

    None when no section takes the number, which a spreadsheet shows as a row of #.
    """
    whole = list(parts[:3] if len(parts) > 3 or not parts[-1].is_text else parts[:-1]) or [parts[0]]
    if all(one.condition is None for one in whole):
        if len(whole) == 1 or value > 0 or (value == 0 and len(whole) == 2):
            return whole[0], False
        return (whole[1], True) if value < 0 else (whole[2], False)
    for number, one in enumerate(whole[:2]):
        if one.condition and one.holds(value):
            return one, one.is_of_negatives
        if number == 1 and one.condition is None and len(whole) == 3 and value < 0:
            return one, True
    if whole[-1].condition:
        return None, False
    return whole[-1], False
