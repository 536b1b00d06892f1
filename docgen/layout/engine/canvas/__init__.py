"""Pages drawn as plain records (`layout/graphics/`) in place of PDF: WeasyPrint draws, a stand-in listens.

What WeasyPrint draws onto a page's stream goes to a `Canvas`, which keeps units in mm; type is taken from the
Pango line itself, where each run still knows its characters, and borders from their boxes, side by side.
Nothing of it is brought in before something is drawn so: most that docgen makes is PDF and Word.
"""

import sys
from typing import Any


def is_canvas(stream: Any) -> bool:
    """Say whether what is drawn on keeps records, and is no stream of a PDF."""
    stand_in = sys.modules.get(f"{__name__}.stream")
    return stand_in is not None and isinstance(stream, stand_in.Canvas)
