"""Pictures on a page: what they are called, whether they hide what is under them, whether they are codes.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_printed.py::test_the_boxes_are_read_as_they_are_known
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.images import RasterImage

from docgen.composed.printed import Area

from .declared import declared, lengths

CODE = re.compile(
    r"\b(?:qr|qr-?code|bar-?code|code-?128|ean-?13)\b|二维码|条形码|条码|验证码|验真", re.IGNORECASE
)
"""What a code is called, where nobody can see it for what it is."""
NAMELESS = "?"
"""What a picture is called that has neither words nor a file."""
ADDRESS = 200
"""Characters of an address that may tell what a picture is; a longer one is the picture itself."""


def attributes(box: Any) -> Mapping[str, str]:
    """Return the attributes of a picture's element."""
    return {} if box.element is None else box.element.attrib


def name(box: Any) -> str:
    """Return what a picture is called, for a person."""
    said = attributes(box)
    address = said.get("src", "")
    file = "" if address.startswith("data:") else address.rpartition("/")[2]
    return said.get("alt") or file or said.get("class") or NAMELESS


def is_code(box: Any) -> bool:
    """Say whether a picture is a code to be scanned, by what its template calls it."""
    said = attributes(box)
    told = " ".join(
        said.get(one, "")
        for one in ("class", "id", "alt", "title", "src")
        if len(said.get(one, "")) < ADDRESS
    )
    return bool(CODE.search(told.replace("_", "-")))


def is_opaque(box: Any) -> bool:
    """Say whether nothing is seen through a picture; of drawings that is not known."""
    return isinstance(box.replacement, RasterImage) and box.replacement.mode in ("RGB", "L", "CMYK")


def ornaments(box: Any, area: Area) -> Iterator[Area]:
    """Yield the parts of a picture that its style sheet declares to be kept clear of."""
    said = lengths(declared(box.style, "__ornament"))
    for first in range(0, len(said) - 3, 4):
        left, top, width, height = said[first : first + 4]
        yield Area(area.left + left, area.top + top, area.left + left + width, area.top + top + height)
