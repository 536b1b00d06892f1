"""Write Tibetan into the files it belongs in, beside the Chinese: in go units and new texts, out come bytes.

Where a text has its Tibetan already only that text is replaced; else the whole of a unit's Tibetan is written
in the shape of its Chinese. What comes out is read again and compared, so that a file the splicing does not
understand is left alone and never spoilt.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from .. import archive
from ..errors import ContentError, Problem
from ..fields import dotted
from ..source import Builder, KeyPath, Source, contents, decode
from .splice import spliced
from .units import Pair, Unit, texts

Edits = list[tuple[KeyPath, Any]]
Texts = Mapping[str, str]  # Tibetan, by part


def write_translations(translated: Mapping[str, tuple[Unit, Texts]]) -> None:
    """Put new Tibetan, by unit, into the files of the units: each whole or not at all.

    Every file is made before the first is written. Raises ContentError for a file that cannot be spliced,
    MachineError when the disk refuses.
    """
    edits: dict[Path, Edits] = {}
    sources = {}
    for unit, bo in translated.values():
        sources[unit.source.path] = unit.source
        edits.setdefault(unit.source.path, []).extend(edits_of(unit, bo))
    made = {path: edited(sources[path], wanted) for path, wanted in edits.items()}
    for path, data in made.items():
        with archive.explained(path.parent):
            archive.write(path, data)


def edits_of(unit: Unit, bo: Texts) -> Iterator[tuple[KeyPath, Any]]:
    """Yield what is to stand where, for a unit to have these texts."""
    for pair in unit.pairs:
        zh, now = dict(texts(pair.zh)), dict(texts(pair.bo))
        if zh.keys() != now.keys():
            yield pair.bo_keys, filled(pair.zh, pair, bo, unit.source, ())
            continue
        for path, text in zh.items():
            if bo[dotted((*pair.path, *path))] != now[path]:
                yield (*pair.bo_keys, *path), filled(text, pair, bo, unit.source, path)


def filled(zh: Any, pair: Pair, bo: Texts, source: Source, path: KeyPath) -> Any:
    """Return a value of the shape of `zh` with the Tibetan texts in it."""
    if isinstance(zh, Mapping):
        return {key: filled(value, pair, bo, source, (*path, key)) for key, value in zh.items() if value}
    if isinstance(zh, list):
        return [filled(value, pair, bo, source, (*path, number)) for number, value in enumerate(zh)]
    text = bo.get(dotted((*pair.path, *path)), "")
    spot = source.places.get((*pair.zh_keys, *path))
    return f"{text}\n" if spot and spot.style in ("|", ">") else text  # written like its Chinese


def edited(source: Source, edits: Edits) -> bytes:
    """Return a file with its edits made. Raises ContentError when it would say anything else thereafter."""
    text = contents(source.path).decode("utf-8")
    wanted: dict[str, Any] = {"": deepcopy(source.values)}
    for keys, value in edits:
        text = spliced(text, keys, value)
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
