"""Charts (图): where everything of one stands, and the drawing that PDF and HTML show.

In goes a `Chart` (content.data), out comes SVG; Word makes a chart of its own of the same plan
(`write.word.charts`), which stays open to be edited.
"""

from .plan import (
    INKS,
    LEADER,
    Ink,
    Plan,
    is_above,
    is_labelled,
    part_heights,
    part_lanes,
    part_names,
    plan,
    thick,
)
from .svg import FACE, svg

__all__ = [
    "FACE",
    "INKS",
    "LEADER",
    "Ink",
    "Plan",
    "is_above",
    "is_labelled",
    "part_heights",
    "part_lanes",
    "part_names",
    "plan",
    "svg",
    "thick",
]
