"""Put a value into a YAML file and leave every other byte as it is: comments, quotes, blank lines.

In go the file's text, a key path and a value (text, list or mapping); out comes the new text. PyYAML tells
where each value begins and ends, and only what stands there is written anew. The text must have been read by
`source` before, which refuses all that would make this dangerous (depth, anchors, tags).
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from .places import KeyPath

STEP = 2  # columns that what belongs to a key stands further in
PLAIN = re.compile(r"[\u0f00-\u0fff](?:[\u0f00-\u0fff0-9《》“” ]*[\u0f00-\u0fff0-9》”])?")
"""What may stand without quotes: Tibetan words."""

FLOW_WIDTH = 60
"""Characters of a list that is written on one line."""


class Entry(NamedTuple):
    """A value in the file; an item of a list has no key, and `flow` is true within brackets."""

    key: yaml.Node | None
    value: yaml.Node
    flow: bool


def splice_text(text: str, keys: KeyPath, value: Any) -> str:
    """Return YAML `text` with `value` at `keys`, in place of what stood there.

    What is missing of the path is put in behind the last entry of the mapping that is there. Lines are ended
    as the file ends them.
    """
    body = text.removeprefix("\ufeff")
    newline = "\r\n" if "\r\n" in body else "\n"
    root: Any = yaml.compose(body, Loader=yaml.CSafeLoader)  # typed as optional, but a source has values
    found = [Entry(None, root, False)]
    while len(found) <= len(keys) and (inner := entry(found[-1], keys[len(found) - 1])):
        found.append(inner)
    missing = keys[len(found) - 1 :]
    at = found[-1]
    if missing and isinstance(at.value, yaml.MappingNode) and at.value.value:
        edited = with_entry(body, at.value, missing[0], nested(missing[1:], value), newline)
    else:  # with something missing, what stands there is empty
        edited = with_value(body, at, nested(missing, value), newline)
    return text[: len(text) - len(body)] + edited


def nested(keys: KeyPath, value: Any) -> Any:
    """Return `value` within a mapping for each of `keys`."""
    for key in reversed(keys):
        value = {key: value}
    return value


def entry(parent: Entry, key: str | int) -> Entry | None:
    """Return the entry of a mapping or list, None when there is none."""
    node = parent.value
    flow = bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        return next((Entry(name, value, flow) for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return Entry(None, node.value[key], flow)
    return None


def with_value(text: str, at: Entry, value: Any, newline: str) -> str:
    """Return the text with the value of an entry replaced, or put in where there was nothing."""
    start, end = at.value.start_mark.index, end_of(text, at.value)
    head = text[:start]
    if at.key is not None and start == end:
        sign_end = at.key.end_mark.index
        head = text[:sign_end] + (text[sign_end:start].rstrip() or ":") + " "
    if at.flow:
        return head + flow(value) + text[end:]
    column = column_of(at, value)
    first, *more = lines(value, column)
    if is_own_line(head):
        head += " " * (column - at.value.start_mark.column)
        first, more = first or more[0].lstrip(" "), more if first else more[1:]
    elif not first:
        head = head.rstrip(" ")
    line_end = line_end_after(text, end)
    return head + newline.join([first + text[end:line_end], *more]) + text[line_end:]


def column_of(at: Entry, value: Any) -> int:
    """Return where the lines of an entry's new value begin: where they did, if that is right for it."""
    column = int(at.value.start_mark.column)
    if at.key is None:
        return column
    further_in = int(at.key.start_mark.column) + STEP
    if at.value.start_mark.line == at.key.start_mark.line:
        return further_in
    return column if isinstance(value, list) and not is_short(value) else max(column, further_in)


def is_own_line(head: str) -> bool:
    """Say whether what follows `head` begins its line."""
    return not head.rpartition("\n")[2].strip(" ")


def with_entry(text: str, mapping: yaml.MappingNode, key: str | int, value: Any, newline: str) -> str:
    """Return the text with an entry behind the last one of a mapping."""
    last_key, last = mapping.value[-1]
    end = max(end_of(text, last), last_key.end_mark.index)
    if mapping.flow_style:
        return f"{text[:end]}, {key}: {flow(value)}{text[end:]}"
    column = int(last_key.start_mark.column)
    first, *more = lines(value, column + STEP)
    written = newline.join(["", f"{' ' * column}{key}:{' ' if first else ''}{first}", *more])
    line_end = line_end_after(text, end)
    return text[:line_end] + written + text[line_end:]


def line_end_after(text: str, offset: int) -> int:
    """Return where the line ends in which `offset` lies, before its line break."""
    found = re.compile(r"\r?\n|\Z").search(text, offset)
    return found.start() if found else len(text)


def end_of(text: str, node: yaml.Node) -> int:
    """Return where a value ends, without the blank lines and comments that PyYAML counts to it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        parts = last if isinstance(last, tuple) else (last,)
        return max(end_of(text, part) for part in parts)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        header = text[start:].partition("\n")[0]
        rest = text[start:end]
        return start + len(re.sub(r"\r?\n\Z", "", rest) if "+" in header else rest.rstrip())
    return int(end)


def flow(value: Any) -> str:
    """Return a value on one line, for use within brackets; JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def lines(value: Any, column: int) -> list[str]:
    """Return the lines of a value behind `key:` or `-`; all but the first are indented to `column`.

    The first is empty for a list or mapping that begins on the next line.
    """
    lead = " " * column
    if isinstance(value, str) and "\n" in value:
        return ["|", *(lead + line if line else "" for line in value.strip().split("\n"))]
    if isinstance(value, str):
        return [value if PLAIN.fullmatch(value) else flow(value)]
    if isinstance(value, list) and is_short(value):
        return [flow(value)]
    return ["", *(lead + line if line else "" for line in entries(value))]


def entries(value: Any) -> Iterator[str]:
    """Yield the lines of a list or mapping, not indented."""
    signed = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in signed:
        first, *more = lines(item, STEP)
        sign = "-" if key is None else f"{key}:"
        yield f"{sign} {first}".rstrip(" ")
        yield from more


def is_short(value: list[Any]) -> bool:
    """Say whether a list goes on one line: one of short texts."""
    texts = all(isinstance(item, str) and "\n" not in item for item in value)
    return texts and sum(map(len, value)) <= FLOW_WIDTH
