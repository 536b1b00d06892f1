"""Tibetan in the files it belongs in, beside the Chinese: in go units and new texts, out come bytes.

Where a text has its Tibetan already only that text is replaced; else the whole of a unit's Tibetan is written
in the shape of its Chinese. What comes out is read again and compared, so that a file the splicing does not
understand is left alone and never spoilt.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from docgen.content.schemas.fields import dotted
from docgen.content.source import Builder, KeyPath, Source, contents, decode
from docgen.content.source.splice import splice_text
from docgen.foundation.errors import ContentError, Problem

from .units import Unit, texts

Edits = list[tuple[KeyPath, Any]]
Texts = Mapping[str, str]  # Tibetan, by part


def translated_files(translated: Mapping[str, tuple[Unit, Texts]]) -> dict[Path, bytes]:
    """Return the files of units with their new Tibetan in them, which is given by unit.

    Raises ContentError for a file that cannot be spliced.
    """
    edits: dict[Path, Edits] = {}
    sources = {}
    for unit, bo in translated.values():
        sources[unit.source.path] = unit.source
        edits.setdefault(unit.source.path, []).extend(edits_of(unit, bo))
    return {path: edited(sources[path], wanted) for path, wanted in edits.items()}


def edits_of(unit: Unit, bo: Texts) -> Iterator[tuple[KeyPath, Any]]:
    """Yield what is to stand where, for a unit to have these texts, one for each of its Chinese."""
    for pair in unit.pairs:
        zh, now = dict(texts(pair.zh)), dict(texts(pair.bo))
        new = {path: bo[dotted((*pair.path, *path))] for path in zh}
        written = {
            path: like_chinese(text, unit.source, (*pair.zh_keys, *path)) for path, text in new.items()
        }
        if zh.keys() == now.keys():
            yield from (((*pair.bo_keys, *path), written[path]) for path in zh if new[path] != now[path])
        else:
            yield pair.bo_keys, shaped(pair.zh, written)


def like_chinese(text: str, source: Source, keys: KeyPath) -> str:
    """Return a text with a line feed behind it where its Chinese stands on lines of its own, as it is to."""
    spot = source.places.get(keys)
    return f"{text}\n" if spot and spot.style in ("|", ">") else text


def shaped(zh: Any, found: Mapping[KeyPath, str], path: KeyPath = ()) -> Any:
    """Return the texts that were found in the shape of the Chinese `zh`; what is empty there is empty."""
    if isinstance(zh, Mapping):
        return {key: shaped(value, found, (*path, key)) for key, value in zh.items() if value}
    if isinstance(zh, list):
        return [shaped(value, found, (*path, number)) for number, value in enumerate(zh)]
    return found.get(path, "")


def edited(source: Source, edits: Edits) -> bytes:
    """Return a file with its edits made. Raises ContentError when it would say anything else thereafter."""
    text = contents(source.path).decode("utf-8")
    wanted: dict[str, Any] = {"": deepcopy(source.values)}
    for keys, value in edits:
        text = splice_text(text, keys, value)
        put(wanted, ("", *keys), value)
    data = text.encode()
    if not says(data, wanted[""], source.path):
        places = [source.key_place(*keys) for keys, _ in edits]
        raise ContentError(Problem("translation-not-spliced", place) for place in places)
    return data


def says(data: bytes, wanted: Any, path: Path) -> bool:
    """Say whether a file has the wanted values."""
    try:
        return bool(bare(Builder(path, decode(data, path)).source().values) == bare(wanted))
    except ContentError:
        return False


def put(values: Any, keys: KeyPath, value: Any) -> None:
    """Set what stands at `keys`, making the mappings on the way."""
    *ways, last = keys
    for key in ways:
        if isinstance(values, dict) and not isinstance(values.get(key), dict | list):
            values[key] = {}
        values = values[key]
    values[last] = value


def bare(value: Any) -> Any:
    """Return a value with its texts trimmed."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    if isinstance(value, list):
        return [bare(item) for item in value]
    return value.strip()
