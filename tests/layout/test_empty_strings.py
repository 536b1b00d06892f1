"""What a line of type writes into a PDF is read alike by all readers: pdfium (Chrome, Edge) and MuPDF."""

import io
import unicodedata

import pikepdf
import pydyf
import pymupdf
import pypdfium2
import pytest
from weasyprint.pdf.stream import Stream

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import empty_strings
from docgen.write.pdf import single
from tests.support.gathered import ROOT, letter, look

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
TIBETAN = "@page { size: 150mm 60mm } p { font: 12pt/30pt 藏文, 仿宋; margin: 0 }"
CLOSED_UP = "@page { size: 150mm 60mm } p { font: 16pt/30pt 仿宋; letter-spacing: -0.21pt; margin: 0 }"
AFTER_MARKS = ["མི300ཡན", "རི《甲》", "གི（甲）", "བཞི。", "དེ12", "པོA", "ཀུ5", "སྒྲིལ2024", "མི<b>300</b>", "ཧཱུྃ7"]


def written(body: str, css: str) -> bytes:
    """Return the PDF of a page with one paragraph."""
    return single.write(letter("甲", f"<p>{body}</p>", css), TYPEFACES).data


def operators(pdf: bytes) -> bytes:
    """Return what the first page of a PDF says."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return file.pages[0].Contents.read_bytes()


def seen_by_mupdf(pdf: bytes) -> list[tuple[str, float]]:
    """Return every character of the first page and where it begins, in points."""
    blocks = pymupdf.open(stream=pdf)[0].get_text("rawdict")["blocks"]
    spans = (span for block in blocks for line in block["lines"] for span in line["spans"])
    return [(one["c"], one["origin"][0]) for span in spans for one in span["chars"]]


def seen_by_pdfium(pdf: bytes) -> list[tuple[str, float]]:
    """Return every character of the first page and where it begins, in points; blanks are its own guess."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    read = [(text.get_text_range(n, 1), text.get_charbox(n, loose=True)) for n in range(text.count_chars())]
    return [(character, box[0]) for character, box in read if not character.isspace()]


def without_signs(seen: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the characters that stand in a row; of those in a stack each reader has its own idea."""
    return [(one, left) for one, left in seen if not unicodedata.category(one).startswith("M")]


@pytest.mark.parametrize("said", AFTER_MARKS)
def test_what_follows_a_tibetan_vowel_sign_stands_behind_it_in_every_reader(said: str) -> None:
    pdf = written(f"སྐད་{said}", TIBETAN)
    ours, others = without_signs(seen_by_pdfium(pdf)), without_signs(seen_by_mupdf(pdf))
    assert [character for character, _ in ours] == [character for character, _ in others]
    assert [left for _, left in ours] == pytest.approx([left for _, left in others], abs=0.5)


@pytest.mark.parametrize(("said", "css"), [("མི300", TIBETAN), ("甲乙2024年", CLOSED_UP)])
def test_no_string_is_empty(said: str, css: str) -> None:
    assert b"<>" not in operators(written(said, css))


def test_weasyprint_itself_still_writes_strings_of_no_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stream, "show_text", empty_strings.write)
    assert b"<>" in operators(written("མི300", TIBETAN))


@pytest.mark.parametrize("said", ["甲乙2024年“丙”", "〔2024〕12号，A级100%。"])
def test_chinese_looks_as_before(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = written(said, CLOSED_UP)
    monkeypatch.setattr(Stream, "show_text", empty_strings.write)
    plain = written(said, CLOSED_UP)
    assert look(mended) == look(plain)
    assert mended != plain


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("<0001>-3<>-5<0002>", [b"[<0001>-3 -5<0002>] TJ"]),
        ("<>12.5<0001>", [b"[12.5<0001>] TJ"]),
        ("<0001>", [b"[<0001>] TJ"]),
        ("<>", []),
        ("", []),
    ],
)
def test_two_shifts_that_meet_stay_two_and_nothing_is_written_for_nothing(
    told: str, said: list[bytes]
) -> None:
    stream = pydyf.Stream()
    empty_strings.show_text(stream, told)
    assert stream.stream == said
