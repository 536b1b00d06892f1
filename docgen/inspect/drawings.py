"""Whether a drawing is in print what it is: what our engine paints of it is held against what another paints.

The other is resvg, which may be missing, or fail; then nothing is judged. Type is left out of the comparison,
since each sets it in its own faces, and so is where a line falls by a dot or two. Only what is missing
counts, and only when it is most of the picture.
"""

import io
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from lxml import etree

from docgen.composed import Composed
from docgen.content.assets import Assets
from docgen.content.pictures import Picture
from docgen.foundation.errors import Finding
from docgen.foundation.memory import kept
from docgen.layout.drawn_text import drawings_of
from docgen.layout.fonts import Typefaces
from docgen.layout.painted import paint

from . import other_painter

if TYPE_CHECKING:
    from PIL.Image import Image

ACROSS, TALLEST = 200, 2000
"""Dots to which both paintings are brought, and how far down they may reach then."""
PATIENCE = 60.0
"""Seconds by the clock for the other engine, which is stopped by itself after a few at work."""
MOST = 0.5
INKED, BLANK = 96, 24
"""How dense a dot is that was painted, and one that was not; of 255."""
NEAR = 5  # dots
FEW = 12
"""Dots of ink that are no picture."""


def findings(composed: Composed, typefaces: Typefaces) -> list[Finding]:
    """Return a finding for every drawing of which most is not painted."""
    drawn = [one for one in drawings_of(composed) if is_clerks(one[0], composed.assets)]
    if not drawn or find_spec("resvg_py") is None:
        return []
    shares = ((address, missing_share(picture, composed.assets, typefaces)) for address, picture in drawn)
    return [
        Finding(
            "drawing-lost",
            values={"address": address[:80], "share": round(100 * share)},
            subject=composed.name,
        )
        for address, share in shares
        if share > MOST
    ]


def is_clerks(address: str, assets: Assets) -> bool:
    """Say whether a drawing is a file that a clerk brought; a template's author has looked at the others."""
    roots = [root for root, _ in assets.found(address)]
    return bool(roots) and roots[0] not in assets.grounds


@kept(16)
def missing_share(picture: Picture, assets: Assets, typefaces: Typefaces) -> float:
    """Return how much of a drawing's ink (0 to 1) is not painted where the other engine paints it."""
    from PIL import ImageChops, ImageFilter

    theirs, ours = painted_by_other(picture), paint(picture, assets, typefaces).image
    if theirs is None or ours is None:
        return 0.0
    wanted = theirs.point(lambda density: 255 * (density > INKED))
    near = ours.getchannel("A").resize(theirs.size).filter(ImageFilter.MaxFilter(NEAR))
    missing = ImageChops.multiply(wanted, near.point(lambda density: 255 * (density < BLANK)))
    ink = wanted.histogram()[255]
    return missing.histogram()[255] / ink if ink > FEW else 0.0


def painted_by_other(picture: Picture) -> "Image | None":
    """Return how dense each dot of a drawing without type is, None where the other engine cannot read it."""
    from PIL import Image

    is_tall = picture.height * ACROSS > picture.width * TALLEST
    size = ("height", str(TALLEST)) if is_tall else ("width", str(ACROSS))
    command = [sys.executable, "-P", str(other_painter.__file__), *size]
    try:
        svg = without_type(picture.data).encode()
        ended = subprocess.run(command, input=svg, capture_output=True, check=True, timeout=PATIENCE)
        return Image.open(io.BytesIO(ended.stdout)).convert("RGBA").getchannel("A")
    except (subprocess.SubprocessError, OSError):
        return None


def without_type(svg: bytes) -> str:
    """Return a drawing without its texts."""
    root = etree.fromstring(svg)
    for text in list(root.iter("{*}text")):
        text.clear()
    return str(etree.tostring(root, encoding="unicode"))
