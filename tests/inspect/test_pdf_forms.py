"""Each rule that a file of a form must keep is seen to be broken, and docgen's own files break none."""

import random
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.content.assets import Assets
from docgen.inspect.pdf import faults
from docgen.inspect.pdf.judged import Judged, kids_of
from tests.support.samples import red_square
from tests.support.tagged import written, zoo


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "5.png").write_bytes(red_square(5))
    return written(zoo(Assets((folder,))))


def first(file: Any, kind: str) -> Any:
    """Return the first element of a kind."""
    return next(one.object for one in Judged(file).elements if one.kind == kind)


def xmp(file: Any, old: bytes, new: bytes) -> None:
    """Let the XMP say something else."""
    said = file.Root.Metadata.read_bytes()
    assert old in said
    file.Root.Metadata.write(said.replace(old, new))


def page(file: Any, old: bytes, new: bytes) -> None:
    """Let the first page that draws something draw something else."""
    drawn = next(one for one in file.pages if old in one.Contents.read_bytes())
    drawn.Contents = file.make_stream(drawn.Contents.read_bytes().replace(old, new, 1))


def annotation(file: Any) -> Any:
    """Return what can be clicked."""
    return next(one for found in file.pages for one in found.get("/Annots", []))


def delete(thing: Any, *names: str) -> None:
    """Take entries out of a dictionary."""
    for name in names:
        del thing[name]


def fonts(file: Any) -> Any:
    """Return a font of the file."""
    return next(iter(file.pages[0].Resources.Font.values()))


def mark_twice(file: Any) -> None:
    element = next(
        one.object for one in Judged(file).elements if any(isinstance(k, int) for k in kids_of(one.object))
    )
    element.K.append(next(kid for kid in element.K if isinstance(kid, int)))


def swap_rows(file: Any) -> None:
    row = file.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def table_of(file: Any, at: int, **entries: Any) -> None:
    """Let a table have a part more."""
    table = first(file, "Table")
    table.K.insert(at, file.make_indirect(Dictionary(Type=Name.StructElem, P=table, K=Array(), **entries)))


def cell_of(file: Any, **said: int) -> None:
    """Let a cell of the last row reach over others."""
    row = list(first(file, "TBody").K)[-1]
    row.K[0].A = Dictionary(O=Name.Table, **said)


def overlapping(file: Any) -> None:
    """Let a cell reach down into the middle of one that is two columns wide."""
    rows = list(first(file, "TBody").K)
    rows[0].K[1].A = Dictionary(O=Name.Table, RowSpan=2)


def face_of(file: Any) -> Any:
    """Return the glyphs of a font of the file."""
    return fonts(file).DescendantFonts[0]


def characters(file: Any, new: bytes) -> None:
    """Let the glyphs of a font stand for something else."""
    font = fonts(file)
    table = font.ToUnicode.read_bytes()
    font.ToUnicode = file.make_stream(re.sub(rb"(<[0-9a-f]{4}>) <[0-9a-f]+>", rb"\1 " + new, table))


def note(file: Any) -> None:
    """Put a note onto a page that is in no tree."""
    said = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="x")
    file.pages[0].Annots = Array([*file.pages[0].get("/Annots", []), file.make_indirect(said)])


def form(file: Any, **entries: Any) -> None:
    """Put a drawing onto a page that marks what it draws."""
    drawing = file.make_stream(b"/P <</MCID 0>> BDC EMC", Type=Name.XObject, Subtype=Name.Form)
    drawing.BBox = Array([0, 0, 1, 1])
    for name, value in entries.items():
        drawing[f"/{name}"] = value
    file.pages[0].add_resource(drawing, Name.XObject)


def second_kid(file: Any) -> None:
    """Let the element of a field hold a second thing."""
    element = first(file, "Link")
    element.S = Name.Form
    element.K.append(element.K[0])


def unrelated(file: Any) -> Array:
    """Return a list of one attached file that does not say what it is to the document."""
    return Array([String("x"), file.make_indirect(Dictionary(F=String("x"), UF=String("x")))])


def nameless(file: Any) -> Array:
    """Return a list of one attached file that has one name only."""
    return Array([String("x"), file.make_indirect(Dictionary(F=String("x")))])


MUTATIONS: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "no such part": ("pdf-claim", "5", lambda f: xmp(f, b"<pdfuaid:part>1", b"<pdfuaid:part>7")),
    "no such archive": ("pdf-claim", "A 6.6.4", lambda f: xmp(f, b"<pdfaid:part>3", b"<pdfaid:part>9")),
    "two titles": ("pdf-properties", "A 6.6.3", lambda f: f.docinfo.__setitem__("/Title", "别的")),
    "no title": ("pdf-title", "7.1-9", lambda f: xmp(f, b"dc:title>", b"dc:nothing>")),
    "file name shown": ("pdf-title", "7.1-10", lambda f: delete(f.Root, "/ViewerPreferences")),
    "no tree": ("pdf-untagged", "7.1-11", lambda f: delete(f.Root, "/StructTreeRoot")),
    "not said to be marked": ("pdf-untagged", "7.1-8", lambda f: delete(f.Root, "/MarkInfo")),
    "no language": ("pdf-language", "7.2-29", lambda f: delete(f.Root, "/Lang")),
    "script": ("pdf-forbidden", "A 6.5.1", lambda f: f.Root.__setattr__("AA", Dictionary())),
    "launches": (
        "pdf-forbidden",
        "A 6.5.1",
        lambda f: annotation(f).__setattr__("A", Dictionary(S=Name.Launch)),
    ),
    "language of no name": ("pdf-language", "7.2-29", lambda f: f.Root.__setattr__("Lang", "汉语")),
    "element of no language": (
        "pdf-language",
        "7.2-29",
        lambda f: first(f, "P").__setattr__("Lang", "zh_CN"),
    ),
    "kind said to be another": (
        "pdf-shape",
        "7.1-7",
        lambda f: f.Root.StructTreeRoot.__setattr__("RoleMap", Dictionary(P=Name.Span)),
    ),
    "kinds in a circle": (
        "pdf-shape",
        "7.1-5",
        lambda f: [
            f.Root.StructTreeRoot.__setattr__("RoleMap", Dictionary(A1=Name.A2, A2=Name.A1)),
            first(f, "Span").__setattr__("S", Name.A1),
        ],
    ),
    "element of nobody": ("pdf-mark-astray", "7.1-12", lambda f: delete(first(f, "P"), "/P")),
    "element of another": (
        "pdf-mark-astray",
        "7.1-12",
        lambda f: first(f, "LBody").__setattr__("P", first(f, "Table")),
    ),
    "two heads": ("pdf-shape", "7.2-11", lambda f: table_of(f, 0, S=Name.THead)),
    "two feet": (
        "pdf-shape",
        "7.2-12",
        lambda f: [table_of(f, 0, S=Name.TFoot), table_of(f, 0, S=Name.TFoot)],
    ),
    "head without body": ("pdf-shape", "7.2-14", lambda f: delete(first(f, "Table").K, 1)),
    "foot without body": (
        "pdf-shape",
        "7.2-13",
        lambda f: [first(f, "THead").__setattr__("S", Name.TFoot), delete(first(f, "Table").K, 1)],
    ),
    "caption in the middle": ("pdf-shape", "7.2-16", lambda f: table_of(f, 1, S=Name.Caption)),
    "two captions": (
        "pdf-shape",
        "7.2-39",
        lambda f: [table_of(f, 0, S=Name.Caption), table_of(f, 0, S=Name.Caption)],
    ),
    "caption behind a list": (
        "pdf-shape",
        "7.2-40",
        lambda f: list(first(f, "L").K)[-1].__setattr__("S", Name.Caption),
    ),
    "cell over a cell": ("pdf-shape", "7.2-15", overlapping),
    "cell below its table": ("pdf-shape", "7.2-41", lambda f: cell_of(f, ColSpan=2, RowSpan=3)),
    "note in no tree": ("pdf-link", "7.18.1", note),
    "field with something beside": ("pdf-link", "7.18.4-2", second_kid),
    "marks in a drawing": ("pdf-mark-astray", "7.20-2", form),
    "drawing of another file": (
        "pdf-forbidden",
        "7.20-1",
        lambda f: form(f, Ref=Dictionary(F=String("x"), Page=0)),
    ),
    "codes of another kind": (
        "pdf-face-coded",
        "7.21.3.3-1",
        lambda f: fonts(f).__setattr__("Encoding", Name("/GBK-EUC-H")),
    ),
    "glyphs by no number": (
        "pdf-face-coded",
        "7.21.3.2-1",
        lambda f: [face_of(f).__setattr__("Subtype", Name.CIDFontType2), delete(face_of(f), "/CIDToGIDMap")],
    ),
    "glyph that is not there": ("pdf-glyph-missing", "7.21.4.1-2", lambda f: page(f, b"TJ", b"TJ <fff0> Tj")),
    "other widths": (
        "pdf-face-width",
        "7.21.5-1",
        lambda f: face_of(f).__setattr__("W", Array([0, 9999, 7])),
    ),
    "characters that are none": ("pdf-face-dumb", "7.21.7-2", lambda f: characters(f, b"<feff>")),
    "characters of somebody's own": (
        "pdf-face-dumb",
        "A 6.2.11.7.3",
        lambda f: characters(f, b"<e123>"),
    ),
    "some glyphs without characters": ("pdf-face-dumb", "7.21.7-1", lambda f: characters(f, b"<>")),
    "file without a name": (
        "pdf-attached",
        "7.11-1",
        lambda f: f.Root.__setattr__("Names", Dictionary(EmbeddedFiles=Dictionary(Names=nameless(f)))),
    ),
    "unknown kind": ("pdf-shape", "7.1-5", lambda f: first(f, "Span").__setattr__("S", Name.Marquee)),
    "paragraph in an item": ("pdf-shape", "7.2", lambda f: first(f, "LBody").__setattr__("S", Name.P)),
    "item without list": ("pdf-shape", "7.2", lambda f: first(f, "L").__setattr__("S", Name.Div)),
    "cell out of its row": ("pdf-shape", "7.2", lambda f: first(f, "TR").__setattr__("S", Name.Div)),
    "row too short": ("pdf-shape", "7.2-42", lambda f: delete(first(f, "TR").K, 0)),
    "head of nothing": ("pdf-table-head", "7.5-1", lambda f: delete(first(f, "TH"), "/A")),
    "silent picture": ("pdf-picture-silent", "7.3-1", lambda f: delete(first(f, "Figure"), "/Alt")),
    "heading left out": ("pdf-headings", "7.4.2-1", lambda f: first(f, "H2").__setattr__("S", Name.H4)),
    "note without mark": ("pdf-shape", "7.9-1", lambda f: delete(first(f, "Note"), "/ID")),
    "link in no tree": ("pdf-link", "7.18.1", lambda f: delete(annotation(f), "/StructParent")),
    "link without words": ("pdf-link", "7.18.5", lambda f: delete(annotation(f), "/Contents")),
    "order of tabs": (
        "pdf-link",
        "7.18.3",
        lambda f: [delete(one.obj, "/Tabs") for one in f.pages if "/Annots" in one],
    ),
    "bare text": ("pdf-unmarked", "7.1-3", lambda f: page(f, b"/Artifact", b"/Nothing")),
    "mark in a mark": ("pdf-unmarked", "7.1-1", lambda f: page(f, b"BT", b"/Artifact BMC EMC BT")),
    "mark twice in the tree": ("pdf-mark-astray", "7.1-3", mark_twice),
    "mark in no element": ("pdf-mark-astray", "7.1-3", lambda f: first(f, "H1").__setattr__("K", Array())),
    "way back swapped": ("pdf-mark-astray", "14.7.4.4", swap_rows),
    "face not inside": (
        "pdf-face",
        "7.21.4.1-1",
        lambda f: [
            delete(one.DescendantFonts[0].FontDescriptor, name)
            for one in [fonts(f)]
            for name in ("/FontFile2", "/FontFile3")
            if name in one.DescendantFonts[0].FontDescriptor
        ],
    ),
    "glyphs without characters": ("pdf-face-dumb", "7.21.7-1", lambda f: delete(fonts(f), "/ToUnicode")),
    "missing glyph": ("pdf-glyph-missing", "7.21.8-1", lambda f: page(f, b"TJ", b"TJ <0000> Tj")),
    "colours without meaning": ("pdf-colour", "A 6.2.3", lambda f: delete(f.Root, "/OutputIntents")),
    "inks": ("pdf-colour-inks", "A 6.2.4.3", lambda f: page(f, b"BT", b"0 0 0 1 k BT")),
    "clear under PDF/A-1": (
        "pdf-transparent",
        "A-1 6.4",
        lambda f: [
            xmp(f, b"<pdfaid:part>3<", b"<pdfaid:part>1<"),
            f.pages[0].Resources.__setattr__("ExtGState", Dictionary(x=Dictionary(ca=0.5))),
        ],
    ),
    "smoothed": (
        "pdf-picture-smoothed",
        "A 6.2.8",
        lambda f: [
            one.__setattr__("Interpolate", True)
            for one in f.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ],
    ),
    "file of no relation": (
        "pdf-attached",
        "A 6.8",
        lambda f: f.Root.__setattr__("Names", Dictionary(EmbeddedFiles=Dictionary(Names=unrelated(f)))),
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_rule_is_seen(name: str, data: bytes) -> None:
    code, clause, spoil = MUTATIONS[name]
    with pikepdf.open(BytesIO(data)) as file:
        spoil(file)
        assert (code, clause) in {(one.code, one.clause) for one in faults(file)}


def test_a_file_of_another_time_claims_no_ua_1(data: bytes) -> None:
    later = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.save(later, force_version="2.0")
    with pikepdf.open(later) as file:
        assert ("pdf-claim", "6.1-1") in {(one.code, one.clause) for one in faults(file)}


def test_docgens_own_file_breaks_none(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as file:
        assert faults(file) == []


def test_a_file_that_claims_nothing_is_held_against_nothing(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as file:
        delete(file.Root, "/Metadata", "/StructTreeRoot")
        assert faults(file) == []


def test_a_tree_that_bites_its_tail_ends(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as file:
        first(file, "Div").K.append(file.Root.StructTreeRoot.K[0])
        assert isinstance(faults(file), list)


def test_a_garbled_file_is_told_and_never_an_error(data: bytes) -> None:
    chance = random.Random(1)
    odd = (7, "x", Array(), Dictionary(), Name.Odd, True, -1)
    for _ in range(25):
        with pikepdf.open(BytesIO(data)) as file:
            for _ in range(12):
                one = chance.choice([one for one in file.objects if isinstance(one, Dictionary) and len(one)])
                one[chance.choice(sorted(one.keys()))] = chance.choice(odd)
            assert isinstance(faults(file), list)
