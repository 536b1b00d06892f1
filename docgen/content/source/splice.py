"""Change a value of a YAML file and leave every other byte as it is: comments, quotes, blank lines.

In go the file's text, a key path and a value (text, list or mapping); out comes the new text. PyYAML tells
where each value begins and ends, and only what stands there is written anew, taken out or put in. The text
must have been read by `source` before, which refuses all that would make this dangerous (depth, anchors,
tags). How a value is spelled `spelling` knows.
"""

import re
from typing import Any, NamedTuple

import yaml

from .places import KeyPath
from .spelling import STEP, Spell, block, careful, dashed, flow, is_short, lines

HEADER = re.compile(r"[|>][0-9+-]*")
"""How a block begins: its sign, and how far it is indented and ends."""
DASH = re.compile(r"(?:^|\n)([ ]*)-[ ]*(?:#[^\n]*)?(?:\r?\n[ ]*)*$")
"""The dash before an item of a list, at the end of what stands before the item."""


class Entry(NamedTuple):
    """A value in the file; an item of a list has no key, and `flow` is true within brackets."""

    key: yaml.Node | None
    value: yaml.Node
    flow: bool


class NotSplicedError(Exception):
    """What is to be taken out or put in stands in a way that is not understood."""


def splice_text(text: str, keys: KeyPath, value: Any, spell: Spell = careful) -> str:
    """Return YAML `text` with `value` at `keys`, in place of what stood there.

    What is missing of the path is put in behind the last entry of the mapping that is there. Lines are ended
    as the file ends them.
    """
    bom, body, newline = parted(text)
    found = way(body, keys)
    missing = keys[len(found) - 1 :]
    at = found[-1]
    if missing and isinstance(at.value, yaml.MappingNode) and at.value.value:
        edited = with_entry(body, at.value, missing[0], nested(missing[1:], value), newline, spell)
    else:  # with something missing, what stands there is empty
        edited = with_value(body, at, nested(missing, value), newline, spell)
    return bom + edited


def without(text: str, keys: KeyPath) -> str:
    """Return YAML `text` without what stands at `keys`: its lines, or within brackets the entry.

    Raises NotSplicedError where its lines hold something else too.
    """
    bom, body, _ = parted(text)
    *_, parent, at = way(body, keys)
    siblings = parent.value.value
    number = next(
        index for index, one in enumerate(siblings) if at.value is (one[1] if isinstance(one, tuple) else one)
    )
    if at.flow:
        return bom + without_in_brackets(body, siblings, number)
    start = (at.key or at.value).start_mark.index
    end = line_end_after(body, max(end_of(body, at.value), at.key.end_mark.index if at.key else 0))
    if at.key is None:
        dash = DASH.search(body[:start])
        if dash is None:
            raise NotSplicedError
        start = dash.start(1)
    line_start = body.rfind("\n", 0, start) + 1
    if body[line_start:start].strip(" "):  # a group that begins behind its dash
        if number + 1 == len(siblings):
            raise NotSplicedError
        return bom + body[:start] + body[siblings[number + 1][0].start_mark.index :]
    return bom + body[:line_start] + body[end:].removeprefix("\r").removeprefix("\n")


def with_item(text: str, keys: KeyPath, value: Any, spell: Spell = careful) -> str:
    """Return YAML `text` with one item more in the list at `keys[:-1]`, at the place `keys[-1]` or its end.

    Raises NotSplicedError for a list that has no items, or whose dashes are not found.
    """
    bom, body, newline = parted(text)
    listed, number = way(body, keys[:-1])[-1].value, keys[-1]
    items = listed.value
    if not isinstance(listed, yaml.SequenceNode) or not items or not isinstance(number, int):
        raise NotSplicedError
    if listed.flow_style:
        if number < len(items):
            at = items[number].start_mark.index
            return bom + body[:at] + flow(value, spell) + ", " + body[at:]
        at = items[-1].end_mark.index
        return bom + body[:at] + ", " + flow(value, spell) + body[at:]
    near = items[min(number, len(items) - 1)]
    dash = DASH.search(body[: near.start_mark.index])
    if dash is None:
        raise NotSplicedError
    written = [dash[1] + line if line else "" for line in dashed(value, spell)]
    if number < len(items):
        at = dash.start(1)
        return bom + body[:at] + "".join(line + newline for line in written) + body[at:]
    at = line_end_after(body, end_of(body, near))
    return bom + body[:at] + "".join(newline + line for line in written) + body[at:]


def parted(text: str) -> tuple[str, str, str]:
    """Return a text's byte order mark, the rest of it, and how it ends its lines."""
    body = text.removeprefix("\ufeff")
    return text[: len(text) - len(body)], body, "\r\n" if "\r\n" in body else "\n"


def way(body: str, keys: KeyPath) -> list[Entry]:
    """Return the entries on the way to `keys`, the file's own first, as far as there are any."""
    root: Any = yaml.compose(body, Loader=yaml.CSafeLoader)  # typed as optional, but a source has values
    found = [Entry(None, root, False)]
    while len(found) <= len(keys) and (inner := entry(found[-1], keys[len(found) - 1])):
        found.append(inner)
    return found


def without_in_brackets(body: str, siblings: Any, number: int) -> str:
    """Return the text without an entry within brackets, and without the comma beside it."""
    starts = [(one[0] if isinstance(one, tuple) else one).start_mark.index for one in siblings]
    ends = [(one[1] if isinstance(one, tuple) else one).end_mark.index for one in siblings]
    if number + 1 < len(siblings):
        return body[: starts[number]] + body[starts[number + 1] :]
    return body[: ends[number - 1] if number else starts[number]] + body[ends[number] :]


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


def with_value(text: str, at: Entry, value: Any, newline: str, spell: Spell) -> str:
    """Return the text with the value of an entry replaced, or put in where there was nothing."""
    start, end = at.value.start_mark.index, end_of(text, at.value)
    style = str(getattr(at.value, "style", "") or "")
    if style in ("|", ">") and isinstance(value, str):
        return with_block(text, at, start, end, value, newline)
    head = text[:start]
    if at.key is not None and start == end:
        sign_end = at.key.end_mark.index
        head = text[:sign_end] + (text[sign_end:start].rstrip() or ":") + " "
    if at.flow:
        written = spell(value, style, True) if isinstance(value, str) else flow(value, spell)
        return head + written + text[end:]
    column = column_of(at, value)
    first, *more = lines(value, column, spell, style)
    if is_own_line(head):
        head += " " * (column - at.value.start_mark.column)
        first, more = first or more[0].lstrip(" "), more if first else more[1:]
    elif not first:
        head = head.rstrip(" ")
    line_end = line_end_after(text, end)
    return head + newline.join([first + text[end:line_end], *more]) + text[line_end:]


def with_block(text: str, at: Entry, start: int, end: int, value: str, newline: str) -> str:
    """Return the text with other lines in a block; its sign is | then, and what is noted behind it stays."""
    header_end = line_end_after(text, start)
    header = HEADER.sub("|", text[start:header_end], count=1)
    own = next((line for line in text[header_end:end].splitlines() if line.strip()), "")
    lead = own[: len(own) - len(own.lstrip(" "))] or " " * column_of(at, value)
    return text[:start] + newline.join([header, *block(value, lead)]) + text[end:]


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


def with_entry(
    text: str, mapping: yaml.MappingNode, key: str | int, value: Any, newline: str, spell: Spell
) -> str:
    """Return the text with an entry behind the last one of a mapping."""
    last_key, last = mapping.value[-1]
    end = max(end_of(text, last), last_key.end_mark.index)
    if mapping.flow_style:
        return f"{text[:end]}, {key}: {flow(value, spell)}{text[end:]}"
    column = int(last_key.start_mark.column)
    first, *more = lines(value, column + STEP, spell)
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
