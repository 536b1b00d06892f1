"""Read YAML as text, and remember the line and column each value came from.

In goes a path, out comes a `Source`: nested dicts and lists whose scalars are all strings, so `no`,
`007`, `12:30` and `2024-01-05` mean what the clerk typed. The model decides what is a date and what
is a number. YAML's machinery (anchors, tags, merge keys, several documents) is refused: a content
file is a form that was filled in, and a hostile one must not grow while it is read.
"""

from pathlib import Path

from .building import DEPTH_LIMIT, REFERENCE, VALUE_LIMIT, Builder, known
from .places import KeyPath, Source, Spot, Value
from .text import SIZE_LIMIT, UNPRINTABLE, code_point, contents, decode

__all__ = [
    "DEPTH_LIMIT", "REFERENCE", "SIZE_LIMIT", "UNPRINTABLE", "VALUE_LIMIT", "Builder", "KeyPath", "Source",
    "Spot", "Value", "code_point", "contents", "decode", "known", "parse", "read",
]  # fmt: skip


def read(path: Path) -> Source:
    """Return the YAML file at `path` as text with places.

    Raises ContentError with every problem of the file, as far as it can be read.
    """
    return parse(decode(contents(path), path), path)


def parse(text: str, path: Path) -> Source:
    """Return YAML that is not in a file, or not yet, as text with places in `path`. Raises as `read`."""
    return Builder(path, text).source()
