"""A file that is to say other values: only what differs is written anew, each byte of the rest stays.

In go the file's text, its values and those that are wanted, out comes the new text. A field that is not among
those wanted stays as it is, one that is wanted empty is taken out. What comes out is read again: where that
does not give what is wanted, the field concerned is written anew as a whole, and where that does not help
either, nothing is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from docgen.foundation.errors import ContentError, Place, Problem

from .building import known
from .places import KeyPath, Source
from .spelling import as_before
from .splice import NotSplicedError, splice_text, with_item, without
from .text import SIZE_LIMIT, UNPRINTABLE, code_point, decode

Edit: TypeAlias = Callable[[str], str]
YES_NO = {True: "是", False: "否"}


def rewritten(source: Source, shown: Mapping[str, Any], text: str, wanted: Mapping[str, Any]) -> str:
    """Return the `text` of a file that was read as `source`, with the values that are `wanted`.

    `shown` are its values as whoever wants others knew them: what is wanted as it was shown has not changed.
    Raises ContentError for a value that no file can hold, with the keys of its field.
    """
    new = plain(wanted)
    refuse_unprintable(new, source.path)
    after = merged(shown, new)
    names = changed_fields(shown, after)
    made = text
    for name in names:
        made = with_field(made, source.path, name, shown.get(name, ""), after.get(name, ""))
    if len(made.encode()) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1024 // 1024
        raise ContentError([Problem("source-too-big", Place(source.path), {"limit": limit})])
    refuse_misread(made, source, {**source.values, **{name: after.get(name, "") for name in names}})
    return made


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the fields of a file in which two states of it differ."""
    names = dict.fromkeys([*before, *after])
    return [name for name in names if bare(before.get(name, "")) != bare(after.get(name, ""))]


def with_field(text: str, path: Path, name: str, before: Any, wanted: Any) -> str:
    """Return the text with one field as it is wanted, spliced where that gives it, else written anew."""
    made = text
    try:
        for edit in edits({name: before}, {name: wanted}, ()):
            made = edit(made)
        if bare(values_of(made, path).get(name, "")) == bare(wanted):
            return made
    except (NotSplicedError, yaml.YAMLError, ContentError):
        pass
    return without(text, (name,)) if is_empty(wanted) else splice_text(text, (name,), wanted, as_before)


def values_of(text: str, path: Path) -> dict[str, Any]:
    """Return what a file with this text would say. Raises ContentError."""
    return known(decode(text.encode(), path), path).values


def refuse_misread(text: str, source: Source, wanted: Mapping[str, Any]) -> None:
    """Raise ContentError for each field that a text does not give as it is wanted."""
    try:
        names = changed_fields(values_of(text, source.path), wanted)
    except ContentError:
        names = changed_fields(source.values, wanted)
    if names:
        places = [source.key_place(name) for name in names]
        raise ContentError(Problem("value-not-written", place, {"name": place.keys[0]}) for place in places)


def refuse_unprintable(values: Any, path: Path, keys: KeyPath = ()) -> None:
    """Raise ContentError for every text with a sign that no file may hold."""
    problems = [
        Problem("source-control-character", Place(path, keys=keys), {"sign": code_point(found)})
        for keys, text in texts(values, ())
        if (found := UNPRINTABLE.search(text))
    ]
    if problems:
        raise ContentError(problems)


def texts(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of a value by its keys, and the names that were given freely."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield keys, str(key)
            yield from texts(part, (*keys, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from texts(part, (*keys, number))


def plain(value: Any) -> Any:
    """Return values as a file holds them: texts, lists, groups; lines ended by a line feed."""
    if isinstance(value, Mapping):
        return {str(key).strip(): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, bool):
        return YES_NO[value]
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def is_empty(value: Any) -> bool:
    """Say whether a value says nothing, whatever it is made of."""
    if isinstance(value, str):
        return not value.strip()
    parts = value.values() if isinstance(value, Mapping) else value
    return all(is_empty(part) for part in parts)


def items_of(value: Sequence[Any], is_row: bool) -> Sequence[Any]:
    """Return the items of a list that say something; of a row of a table all, for a cell has its place."""
    return value if is_row else [item for item in value if not is_empty(item)]


def cleaned(value: Any, is_row: bool = False) -> Any:
    """Return a value without what says nothing in it."""
    if isinstance(value, Mapping):
        return {key: cleaned(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, list):
        return [cleaned(part, is_row=True) for part in items_of(value, is_row)]
    return value


def merged(before: Any, wanted: Any, is_row: bool = False) -> Any:
    """Return what a value is to be: fields that are not wanted otherwise stay, those wanted empty go.

    A list is as it is wanted; an item that is not new keeps the fields of the old one. What is a list and
    stands in a list is a row.
    """
    if isinstance(before, Mapping) and isinstance(wanted, Mapping):
        names = dict.fromkeys([*before, *wanted])
        made = {
            name: merged(before.get(name, ""), wanted[name]) if name in wanted else before[name]
            for name in names
            if name not in wanted or wanted[name]  # a group given as {} goes as a whole
        }
        return {name: value for name, value in made.items() if name not in wanted or not is_empty(value)}
    if isinstance(before, list) and isinstance(wanted, list):
        kept = items_of(wanted, is_row)
        pairs = paired(before, kept)
        return [
            merged(before[pairs[n]], item, is_row=True) if n in pairs else cleaned(item, is_row=True)
            for n, item in enumerate(kept)
        ]
    if isinstance(wanted, str) and isinstance(before, str) and wanted.strip() == before.strip():
        return before
    return cleaned(wanted, is_row)


def paired(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Return which items of a list were which before, by their numbers."""
    found: dict[int, int] = {}
    for _, first, last, start, end in matches(before, after):
        found |= dict(zip(range(start, end), range(first, last), strict=False))
    return found


def matches(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes another, as `difflib` tells it."""
    old, new = ([repr(bare(item, is_row=True)) for item in items] for items in (before, after))
    return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


def edits(before: Any, after: Any, keys: KeyPath) -> Iterator[Edit]:
    """Yield what is to be done to a text that says `before` at `keys`, for it to say `after`."""
    is_row = isinstance(next(reversed(keys), ""), int)
    if bare(before, is_row) == bare(after, is_row):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*before, *after]):
            yield from edits_of_entry(before, after, name, keys)
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        for tag, first, last, start, end in reversed(matches(before, after)):
            if tag != "equal":
                yield from edits_of_items(before[first:last], after[start:end], (*keys, first))
    else:
        yield partial(splice_text, keys=keys, value=after, spell=as_before)


def edits_of_entry(
    before: Mapping[str, Any], after: Mapping[str, Any], name: str, keys: KeyPath
) -> Iterator[Edit]:
    """Yield what is to be done for one entry of a group."""
    here = (*keys, name)
    if is_empty(after.get(name, "")):
        if name in before and not is_empty(before[name]):
            yield partial(without, keys=here)
    else:
        yield from edits(before.get(name, ""), after[name], here)


def edits_of_items(before: Sequence[Any], after: Sequence[Any], first: KeyPath) -> Iterator[Edit]:
    """Yield what is to be done for some items of a list, the last first; the first has the keys `first`."""
    *keys, number = first
    common = min(len(before), len(after))
    for offset in reversed(range(common, len(before))):
        yield partial(without, keys=(*keys, int(number) + offset))
    for item in reversed(after[common:]):
        yield partial(with_item, keys=(*keys, int(number) + common), value=item, spell=as_before)
    for offset in reversed(range(common)):
        yield from edits(before[offset], after[offset], (*keys, int(number) + offset))


def bare(value: Any, is_row: bool = False) -> Any:
    """Return a value to be compared: its texts trimmed, without what says nothing."""
    if isinstance(value, Mapping):
        return {key: bare(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, list):
        return [bare(part, is_row=True) for part in items_of(value, is_row)] or ""
    return value.strip()
