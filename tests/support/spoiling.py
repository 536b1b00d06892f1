"""Files spoilt in ways that still look like files: what hypothesis draws is done to a sound one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from .workbooks import unzipped, zipped

ODD = (
    "", "0", "-1", "1e400", "NaN", "99999999999999999999", "甲", "＝1+1", "=cmd|'/c calc'!A0", "A0",
    "XFE1048577", "A1:", "A1:XFD1048576", "&#1;", "&lt;", "&amp;#0;", "\x00", "\ufeff", "\u202e",
    "../../etc/passwd", "file:///etc/passwd", "true", "2024-02-30", " ", "\n", "https://example.invalid",
    "](" * 400, "1" * 5000,
)  # fmt: skip
TAG = re.compile("(<[^<>]*>)")
VALUE = re.compile('"[^"<>]*"')


@dataclass(frozen=True)
class Blow:
    """Something done to a text: at which of its parts, what, and with which piece."""

    at: float
    how: str
    piece: str


def blows(odd: Sequence[str] = ODD, most: int = 5) -> st.SearchStrategy[list[Blow]]:
    """Return what may be done to one text."""
    how = st.sampled_from(("value", "text", "drop", "twice", "swap", "insert"))
    blow = st.builds(Blow, st.floats(0, 1, exclude_max=True), how, st.sampled_from(odd))
    return st.lists(blow, min_size=1, max_size=most)


def spoilt(text: str, done: Sequence[Blow], parted: re.Pattern[str] = TAG) -> str:
    """Return a text after some blows; `parted` says what its parts are."""
    parts = parted.split(text)
    for blow in done:
        at = int(blow.at * len(parts))
        if blow.how == "value":
            values = VALUE.findall(parts[at]) or ['"']
            chosen = values[int(blow.at * 1000) % len(values)]
            parts[at] = parts[at].replace(chosen, f'"{blow.piece}"' if chosen != '"' else chosen, 1)
        elif blow.how == "text":
            parts[at] = parts[at] if parts[at].startswith("<") else blow.piece
        elif blow.how == "drop":
            parts[at] = ""
        elif blow.how == "twice":
            parts[at] *= 2
        elif blow.how == "swap":
            other = (at * 7 + 1) % len(parts)
            parts[at], parts[other] = parts[other], parts[at]
        else:
            parts[at] += blow.piece
    return "".join(parts)


def spoilt_zip(data: bytes, names: Sequence[str], chosen: int, done: Sequence[Blow]) -> bytes:
    """Return a zip in which one of the parts `names` is spoilt."""
    parts = unzipped(data)
    name = names[chosen % len(names)]
    text = spoilt(parts[name].decode("utf-8"), done)
    return zipped({**parts, name: text.encode("utf-8", "surrogatepass")})


def spoilt_bytes(data: bytes, done: Sequence[tuple[float, bytes]]) -> bytes:
    """Return bytes some of which are others."""
    for at, piece in done:
        first = int(at * len(data))
        data = data[:first] + piece + data[first + len(piece) :]
    return data


def bytes_changed() -> st.SearchStrategy[list[tuple[float, bytes]]]:
    """Return where bytes are changed, and into what."""
    one = st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4))
    return st.lists(one, min_size=1, max_size=8)
