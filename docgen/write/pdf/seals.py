"""Where a seal goes, told inside a PDF: an empty field for a signature, or a word that occurs once.

ISO 32000-1, 12.7.4.5; allowed in PDF/A (ISO 19005-3, 6.4.1), and in a tagged file it stands in the tree with
words to be read aloud (ISO 14289-1, 7.18.4). The word is written in a font of empty glyphs (Type 3): programs
that look for it find its place, and nothing of it is printed. It is no part of what is read aloud.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from docgen.composed.seals import KEYWORD_AT, SealPlace
from docgen.foundation.units import MM

NAME, WORDS = "Seal{}", "印章：{}"
FONT, EM, HEIGHT = "/SealWord", 1000, MM  # the word is 1 mm high
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
    "/CMapName /Seal-UCS def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{}"
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
)
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
    left, top = corner(page)
    left, top, size = left + place.left * MM, top - place.top * MM, place.size * MM
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


def corner(page: Any) -> tuple[float, float]:
    """Return the left and top of a page as it is cut, from where places are counted: marks lie beyond it."""
    left, _, _, top = map(float, page.trimbox)
    return left, top


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


def words_for(count: int) -> list[str]:
    """Return a word for each of so many seals, none of which is in another."""
    return [KEYWORD_AT] if count == 1 else [f"{KEYWORD_AT}{number:02}" for number in range(1, count + 1)]


def add_words(file: Any, places: Sequence[SealPlace]) -> None:
    """Write a word that nobody sees into the middle of each of the `places`, to be found by programs."""
    words = words_for(len(places))
    codes = {character: code for code, character in enumerate(sorted(set("".join(words))), 1)}
    font = unseen_font(file, codes)
    for place, word in zip(places, words, strict=True):
        page = file.pages[place.page - 1]
        page.add_resource(font, Name.Font, Name(FONT))
        left, top = corner(page)
        middle = place.size / 2
        left += (place.left + middle) * MM - len(word) * HEIGHT / 2
        bottom = top - (place.top + middle) * MM - HEIGHT / 2
        shown = bytes(codes[character] for character in word).hex()
        drawing = (
            f"/Artifact BMC q BT {FONT} {HEIGHT:.3f} Tf {left:.2f} {bottom:.2f} Td <{shown}> Tj ET Q EMC\n"
        )
        page.contents_add(drawing.encode(), prepend=True)


def unseen_font(file: Any, codes: Mapping[str, int]) -> Any:
    """Return a font of these characters, by their codes, whose glyphs are empty."""
    empty = file.make_stream(f"{EM} 0 d0".encode())
    pairs = [f"<{code:02x}> <{character.encode('utf-16-be').hex()}>" for character, code in codes.items()]
    table = TO_UNICODE.format(f"{len(pairs)} beginbfchar\n" + "\n".join(pairs) + "\nendbfchar\n")
    entries: dict[str, Any] = {
        "/Type": Name.Font,
        "/Subtype": Name.Type3,
        "/FontBBox": Array([0, 0, EM, EM]),
        "/FontMatrix": Array([1 / EM, 0, 0, 1 / EM, 0, 0]),
        "/CharProcs": Dictionary({f"/c{code}": empty for code in codes.values()}),
        "/Encoding": Dictionary(
            Type=Name.Encoding, Differences=Array([1, *(Name(f"/c{code}") for code in codes.values())])
        ),
        "/FirstChar": 1,
        "/LastChar": len(codes),
        "/Widths": Array([EM] * len(codes)),
        "/Resources": Dictionary(),
        "/ToUnicode": file.make_stream(table.encode()),
    }
    return file.make_indirect(Dictionary(entries))
