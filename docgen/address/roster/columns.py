"""The columns of a roster, as a kind declares them: in goes its schema, out come titles, keys and rules.

A kind says what each recipient has under `$defs: recipient` of its schema.yaml; one that does not takes any
columns, and needs a `name`. Beside plain JSON Schema, `x-key` lists the columns that tell two people apart
(default: all), `x-counted` names the one by whose values a document promises how many there are, and
`x-together: true` makes one document of the whole roster. Of a column, `x-aliases` lists headings as good as
its title, `x-stand-ins` those that are taken where there is none of these, both the likeliest first, and
`x-unprinted: true` says that no page shows it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docgen.content.schemas.fields import Fields

Schema: TypeAlias = Mapping[str, Any]

NAME = "name"
NUMBER = "number"
"""The column of 编号, in kinds that give their copies numbers."""
SERIALS = frozenset({"序号", "序", "顺序号", "顺号", "行号", "no", "编次"})
"""How a column that only counts rows is headed, as `folded` has it: it tells nobody from anybody."""
EXAMPLE = "……"
"""Shown for a column of which nothing is known; as in `fields`."""

ROW = ("recipients", 0)
"""The key path at which a roster's schema speaks of a row."""

BRACKETS = re.compile(r"[（(【〔［\[][^（(【〔［\[）)】〕］\]]*[）)】〕］\]]")
UNIT = re.compile(
    r"[/／:：,，]\s*(?:[千百万亿]*元|[千万]?[人名个户家件台套份张本]|[%％‰]|岁|年|月|天|日|小时|学时|公里|[千厘毫]?米"
    r"|平方米|平方公里|㎡|亩|公顷|吨|公斤|千克)\s*$"
)


@dataclass(frozen=True)
class Column:
    """One column: its key in templates, its Chinese title, and what its cells may hold."""

    key: str
    title: str
    required: bool
    type: str  # string, integer, number, boolean, or date
    choices: tuple[str, ...]
    about: str
    example: str
    aliases: tuple[str, ...] = ()  # headings as good as the title, the likeliest first
    stand_ins: tuple[str, ...] = ()  # headings taken where there is none of these
    printed: bool = True


def listing_schema(default: Schema, kind: Schema) -> Schema:
    """Return the schema of a whole roster: the shared one, with the kind's own recipients if it has them."""
    own = kind["$defs"].get("recipient")
    if own is None:
        return default
    properties = default["properties"]
    rows = {**properties["recipients"], "items": own}
    return {**default, "properties": {**properties, "recipients": rows}, "$defs": kind["$defs"]}


def columns(schema: Schema) -> list[Column]:
    """Return the columns that a roster's schema names, in its order."""
    fields = Fields(schema, {"recipients": [{}]})
    required = fields.first(ROW, "required") or ()
    return [
        Column(
            key,
            fields.first((*ROW, key), "title") or key,
            key in required,
            fields.first((*ROW, key), "format") or fields.type((*ROW, key)),
            tuple(map(str, fields.first((*ROW, key), "enum") or ())),
            fields.first((*ROW, key), "description") or "",
            fields.example((*ROW, key)),
            tuple(fields.first((*ROW, key), "x-aliases") or ()),
            tuple(fields.first((*ROW, key), "x-stand-ins") or ()),
            not fields.first((*ROW, key), "x-unprinted"),
        )
        for key in fields.properties(ROW)
    ]


def by_heading(known: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by their headings: title, key, and 姓名 for 姓名（名称） if no other begins so."""
    short: dict[str, list[Column]] = {}
    for column in known:
        short.setdefault(folded(column.title.partition("（")[0]), []).append(column)
    found = {heading: columns[0] for heading, columns in short.items() if len(columns) == 1}
    return found | {folded(name): column for column in known for name in (column.key, column.title)}


def takes_any(schema: Schema) -> bool:
    """Say whether a roster may have columns that its schema does not name."""
    return not Fields(schema, {"recipients": [{}]}).closed(ROW)


def key_of(schema: Schema) -> tuple[str, ...]:
    """Return the columns that tell two recipients apart."""
    return tuple(Fields(schema, {"recipients": [{}]}).first(ROW, "x-key") or (NAME,))


def counted(schema: Schema) -> str | None:
    """Return the column by whose values a document's promises are counted, None when the kind names none."""
    found: str | None = Fields(schema, {"recipients": [{}]}).first(ROW, "x-counted")
    return found


def lists_everyone(schema: Schema) -> bool:
    """Say whether a kind lists its whole roster in one document (表彰决定), and makes none for each."""
    return bool(Fields(schema, {"recipients": [{}]}).first(ROW, "x-together"))


def version(schema: Schema) -> str:
    """Return a mark that changes with what a schema says of a roster's columns, but not of their aliases."""
    fields = Fields(schema, {"recipients": [{}]})
    rules = {
        key: {word: rule for word, rule in told.items() if not word.startswith("x-")}
        for key, told in fields.properties(ROW).items()
    }
    text = json.dumps([rules, fields.first(ROW, "required")], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def sample(known: Sequence[Column]) -> dict[str, str]:
    """Return the grey row of a blank workbook, which is no recipient, by key."""
    return {c.key: f"示例：{c.example}" if c.key == NAME else c.example for c in known}


def folded(text: str) -> str:
    """Return what counts of a heading: letters and digits, whatever their case and width."""
    return "".join(meant(unicodedata.normalize("NFKC", text).casefold()))


def short(text: str) -> str:
    """Return a heading without brackets and without a unit behind a stroke: 捐资额 of 捐资额（元）."""
    kept = UNIT.sub("", BRACKETS.sub("", text)).strip()
    return kept if folded(kept) else text


def meant(text: str) -> Iterator[str]:
    """Yield letters and digits, and the marks that belong to them (Tibetan vowels)."""
    return (
        character for character in text if character.isalnum() or unicodedata.category(character)[0] == "M"
    )
