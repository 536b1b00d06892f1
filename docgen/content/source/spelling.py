"""How a value is spelled in YAML: behind its key, on lines of its own, within brackets; quoted or not.

Nothing here knows what stands in a file. A text is spelled by a `Spell`: in go the text, the style of the one
that stood there before ("" for a plain one or none) and whether it goes within brackets.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml

Spell: TypeAlias = Callable[[str, str, bool], str]

STEP = 2  # columns that what belongs to a key stands further in
TIBETAN = re.compile(r"[\u0f00-\u0fff](?:[\u0f00-\u0fff0-9《》“” ]*[\u0f00-\u0fff0-9》”])?")
"""What may stand without quotes whatever stands beside it: Tibetan words."""
FLOW_WIDTH = 60
"""Characters of a list that is written on one line."""
LONGEST = 500
"""Characters of a text that may stand without quotes: whether it can must be tried."""
SIGNS = re.compile(r"[#{}\[\],&*!|>%@`\"'?:-]")
"""Signs that may mean something to YAML; a text without any of them needs no trial."""


def careful(text: str, style: str, within: bool) -> str:
    """Spell a text in quotes (JSON is YAML) unless it is nothing but Tibetan."""
    return text if not within and TIBETAN.fullmatch(text) else quoted(text)


def as_before(text: str, style: str, within: bool) -> str:
    """Spell a text as a person would: in the quotes that stood there, else quoted only where it must be."""
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return text if style != '"' and can_be_plain(text, within) else quoted(text)


def quoted(value: Any) -> str:
    """Return a value on one line, for use within brackets too."""
    return json.dumps(value, ensure_ascii=False)


def can_be_plain(text: str, within: bool) -> bool:
    """Say whether YAML reads a text without quotes as it stands, behind a key and (`within`) in brackets."""
    if text != text.strip() or not text or "\n" in text or len(text) > LONGEST:
        return False
    if not SIGNS.search(text):
        return text.isprintable()
    trial = f"- [{text}, 尾]\n" if within else f"- {text}\n"
    try:
        found: Any = yaml.compose(trial, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    items = found.value[0].value if within and isinstance(found.value[0], yaml.SequenceNode) else found.value
    first = items[0]
    is_plain = isinstance(first, yaml.ScalarNode) and first.style is None and first.value == text
    return is_plain and len(items) == (2 if within else 1) and not text.startswith(("&", "*", "!"))


def flow(value: Any, spell: Spell = careful) -> str:
    """Return a value on one line, for use within brackets."""
    if isinstance(value, str):
        return spell(value, "", True)
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, spell) for item in value) + "]"
    return (
        "{" + ", ".join(f"{spelled_key(key, spell)}: {flow(one, spell)}" for key, one in value.items()) + "}"
    )


def spelled_key(key: str, spell: Spell) -> str:
    """Return a key as it is written before its colon."""
    return key if re.fullmatch(r"\w[\w.-]*", key) else spell(key, "", True)


def lines(value: Any, column: int, spell: Spell = careful, style: str = "") -> list[str]:
    """Return the lines of a value behind `key:` or `-`; all but the first are indented to `column`.

    The first is empty for a list or mapping that begins on the next line.
    """
    lead = " " * column
    if isinstance(value, str) and "\n" in value:
        return ["|", *block(value, lead)]
    if isinstance(value, str):
        return [spell(value, style, False)]
    if isinstance(value, list) and is_short(value):
        return [flow(value, spell)]
    return ["", *(lead + line if line else "" for line in entries(value, spell))]


def block(text: str, lead: str) -> list[str]:
    """Return the lines of a literal block, without its sign."""
    return [lead + line if line else "" for line in text.strip().split("\n")]


def entries(value: Any, spell: Spell = careful) -> Iterator[str]:
    """Yield the lines of a list or mapping, not indented."""
    signed = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in signed:
        if key is None:
            yield from dashed(item, spell)
            continue
        first, *more = lines(item, STEP, spell)
        yield f"{spelled_key(key, spell)}: {first}".rstrip(" ")
        yield from more


def dashed(item: Any, spell: Spell = careful) -> list[str]:
    """Return the lines of an item of a list, not indented; a group begins behind its dash."""
    if isinstance(item, dict) and item:
        first, *more = entries(item, spell)
        return [f"- {first}", *(" " * STEP + line if line else "" for line in more)]
    first, *more = lines(item, STEP, spell)
    return [f"- {first}".rstrip(" "), *more]


def is_short(value: list[Any]) -> bool:
    """Say whether a list goes on one line: one of short texts."""
    texts = all(isinstance(item, str) and "\n" not in item for item in value)
    return texts and sum(map(len, value)) <= FLOW_WIDTH
