"""How a document is put on paper: which shape, on plain or printed sheets, to be cut or not.

In goes a checked document, out come the style sheets that its choices call for, and the CSS variables of the
printer it goes to.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.suggest import nearest

from .css_bundle import bundle

CHOICES: Mapping[tuple[str, object], str] = {
    ("preprinted", True): "_shared/preprinted.css",
    ("mirrored", True): "_shared/mirrored.css",
    ("shape", "A3对折"): "_shared/certificate-a3.css",
    ("shape", "预印纸"): "_shared/certificate-shell.css",
    ("crop_marks", True): "_shared/crop-marks.css",
    ("paper", "A4"): "_shared/paper-a4.css",
    ("paper", "32开"): "_shared/paper-32.css",
}
"""What a field of a document may say, and the style sheet that sees to it after all others."""

EVEN_IMPRINT = "_shared/imprint-side.css"
GIVEN: Mapping[str, str] = {"bo": "_shared/tibetan.css"}
"""A field that calls for a style sheet whatever it says."""


def sheets(values: Mapping[str, Any]) -> list[str]:
    """Return the style sheets that a document's choices call for, in the order they are to be read."""
    chosen = [sheet for (field, choice), sheet in CHOICES.items() if values.get(field) == choice]
    return [*(sheet for field, sheet in GIVEN.items() if values.get(field)), *chosen]


def even_imprint(document: Document) -> str:
    """Return the style sheet that puts 版记 on the last even side, empty for what is not printed on both.

    The document says so (`duplex`), else its profile; a kind without the field has no such 版记.
    """
    if "duplex" not in document.kind.schema["properties"]:
        return ""
    said = document.values.get("duplex")
    duplex = document.profile["duplex"] == str(True) if said is None else said
    return bundle(document.project, EVEN_IMPRINT) if duplex else ""


def variables(document: Document) -> dict[str, str]:
    """Return by how much a printer's sheets are to be shifted, as `overprint-x` and `overprint-y`.

    Raises ContentError when the document's office has no printer of the name it gives.
    """
    name = document.values.get("overprint")
    printers: Mapping[str, Mapping[str, Decimal]] = document.office["printers"] or {}
    if name and name not in printers:
        values = {"name": name, "nearest": nearest(name, printers)}
        raise ContentError([Problem("printer-unknown", document.source.place("overprint"), values)])
    offsets = printers[name] if name else {}
    return {f"overprint-{axis}": f"{offsets.get(axis, 0)}mm" for axis in "xy"}
