"""An empty field for a signature where a seal goes: the program that seals a file finds its place by it.

ISO 32000-1, 12.7.4.5; allowed in PDF/A (ISO 19005-3, 6.4.1), and in a tagged file it stands in the tree with
words to be read aloud (ISO 14289-1, 7.18.4).
"""

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from docgen.composed.seals import SealPlace
from docgen.foundation.units import MM

NAME, WORDS = "Seal{}", "印章：{}"
PRINTED_AND_FIXED = 1 << 2 | 1 << 7
"""How an annotation behaves (ISO 32000-1, table 165)."""


def add_fields(file: Any, places: Sequence[SealPlace]) -> None:
    """Put an empty signature field at each of the `places` of an open PDF."""
    fields = [added_field(file, place, number) for number, place in enumerate(places, 1)]
    if fields:
        file.Root.AcroForm = Dictionary(Fields=Array(fields))
    if "/StructTreeRoot" in file.Root:
        for field in fields:
            tag(file, field)


def added_field(file: Any, place: SealPlace, number: int) -> Any:
    """Return an empty signature field that was put at a place."""
    page = file.pages[place.page - 1]
    top = float(page.mediabox[3]) - place.top * MM
    left, size = place.left * MM, place.size * MM
    looks = file.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, size, size]))
    looks.Resources = Dictionary()
    entries: dict[str, Any] = {
        "/Type": Name.Annot,
        "/Subtype": Name.Widget,
        "/FT": Name.Sig,
        "/T": String(NAME.format(number)),
        "/TU": String(WORDS.format(place.of)),
        "/Rect": Array([round(edge, 2) for edge in (left, top - size, left + size, top)]),
        "/F": PRINTED_AND_FIXED,
        "/P": page.obj,
        "/AP": Dictionary(N=looks),
    }
    field = file.make_indirect(Dictionary(entries))
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(field)
    return field


def tag(file: Any, field: Any) -> None:
    """Put a field at the end of a file's tree."""
    root = file.Root.StructTreeRoot
    document, numbers = root.K[0], root.ParentTree.Nums
    entries: dict[str, Any] = {
        "/Type": Name.StructElem,
        "/S": Name.Form,
        "/P": document,
        "/Pg": field.P,
        "/K": Array([Dictionary(Type=Name.OBJR, Obj=field, Pg=field.P)]),
    }
    element = file.make_indirect(Dictionary(entries))
    following = max(map(int, list(numbers)[::2]), default=-1) + 1
    field.StructParent = following
    document.K.append(element)
    numbers.extend([following, element])
