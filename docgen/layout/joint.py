"""Offices that issue together (联合行文): their masthead of several names, and their signatures in rows.

GB/T 9704-2012, 7.2.4: the host's name comes first, 文件 stands at the right of all, centred on their height.
7.3.5.1: signatures and seals in the offices' order, no seal touching another or leaving the text area; the
first row of seals within a line of the text; the last one presses the date too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.foundation.units import MM, points

from .face_stack import FaceStack
from .fonts import ASCENT, Typefaces
from .measures import LEADING, SEVERAL, SLACK
from .names import last_parted, side_by_side
from .page_tree import PageTree

GAP = 0.4
"""em between the names of a joint masthead and 文件."""
TALLEST = 66 * MM
"""What a masthead may take of the first page, which must have room for a line of the text (7.3.3)."""
CELL = 4 * MM
"""White beside a name in a row of signatures."""


@dataclass(frozen=True)
class Spread:
    """A name set as wide as the longest of its fellows: all but its last character, and that one.

    What stands over or under a letter (a Tibetan stack, its vowels) is part of that character.
    """

    text: str
    last: str
    spacing: int  # between its characters, in thousandths of an em


def spread(names: Sequence[str], face: FaceStack, tracking: float = 0.0) -> list[Spread]:
    """Return names of different lengths set to one width (分散对齐); `tracking` is their type's, in em."""
    counts = [len(side_by_side(name)) for name in names]
    widths = [face.width(name) + count * tracking for name, count in zip(names, counts, strict=True)]
    return [
        Spread(*last_parted(name), round(1000 * (wider and wider + tracking)))
        for name, width, count in zip(names, widths, counts, strict=True)
        for wider in ((max(widths) - width) / max(count - 1, 1),)
    ]


def seals_in_row(names: Sequence[float], room: float) -> int:
    """Return how many signatures with seals stand in a row (7.3.5.1), by the widths of the names."""
    fits = all(width + CELL <= room / 3 for width in names)
    return 3 if fits and len(names) != 2 and len(names) != 4 else 2


def masthead_size(names: Sequence[str], profile: Mapping[str, str], face: FaceStack) -> float:
    """Return the size of a joint masthead in points: the largest whose names, condensed, fit in both ways."""
    width = max(map(face.width, names)) + face.width("文件") + GAP
    fitting = points(profile["masthead-room"]) / width / float(profile["masthead-narrowest"])
    return min(points(profile["masthead-largest"]) * SEVERAL, fitting, TALLEST / LEADING / len(names))


def variables(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the CSS variables of a joint masthead: size, scale, ink and columns; none without one."""
    names = [one.text_content().strip() for one in page.of_class("joint-name")]
    if not names:
        return {}
    face = FaceStack(typefaces, "小标宋")
    widest, word = max(map(face.width, names)), face.width("文件") + GAP
    size = masthead_size(names, profile, face)
    scale = min(1.0, points(profile["masthead-room"]) / (widest + word) / size)
    return {
        "joint-size": f"{size:.3f}pt",
        "joint-scale": f"{scale:.4f}",
        "joint-ink": f"{ASCENT - face.ink(names[0])[0]:.4f}",
        "joint-leading": f"{LEADING:.4f}",
        "joint-names": f"{widest * size * scale + SLACK:.3f}pt",
        "joint-word": f"{word * size * scale + SLACK:.3f}pt",
        "joint-gap": f"{GAP * size * scale:.3f}pt",
    }
