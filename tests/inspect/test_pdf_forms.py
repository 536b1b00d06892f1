"""Each rule that a file of a form must keep is seen to be broken, and docgen's own files break none."""

import random
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


def unrelated(file: Any) -> Array:
    """Return a list of one attached file that does not say what it is to the document."""
    return Array([String("x"), file.make_indirect(Dictionary(F=String("x"), UF=String("x")))])


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
