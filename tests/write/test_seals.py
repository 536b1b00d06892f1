"""The place of a seal: told in mm, marked by an empty field; and a sealed file is never touched again."""

from pathlib import Path

import openpyxl
import pikepdf
import pymupdf
import pytest

from docgen.composed.seals import DIAMETER, KEYWORD_AT
from docgen.foundation.errors import ContentError
from docgen.inspect.file import findings
from docgen.layout import fonts
from docgen.pipeline.build import Built, build
from docgen.pipeline.options import BatchOptions, Options, PrintOrder
from docgen.pipeline.stops import Pipeline
from docgen.write.laid.document import Laid
from tests.support.rosters import LETTER, roster_project
from tests.support.samples import OFFICES, document, red_square, write_files

ONE, MANY = "content/letters/one.yaml", "content/letters/letter.yaml"


def office(folder: Path, more: str) -> Path:
    """Make a project of one letter and of one to three people, whose office says `more` of itself."""
    roster_project(folder, 3, LETTER.replace("seal: 否\n", ""))
    files: dict[str, str | bytes] = {"content/offices.yaml": OFFICES + more, ONE: document()}
    write_files(folder, files | {"content/images/seal.png": red_square(60)})
    return folder


def made(folder: Path, *names: str) -> Built:
    """Build documents of a project as accessible PDFs."""
    batch = BatchOptions(workers=0, combined=PrintOrder())
    options = Options(("pdf",), folder / "out", accessible=True, batch=batch)
    return build([folder / name for name in names], options)


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = office(tmp_path_factory.mktemp("office"), "  seal_place: field\n")
    made(folder, ONE, MANY)
    return folder


def test_the_place_is_that_of_the_seal_a_template_prints(tmp_path: Path) -> None:
    folder = office(tmp_path, "  seal_place: report\n  seal: images/seal.png\n")
    (receipt,) = [receipt for _, receipt in made(folder, ONE).receipts]
    (told,) = receipt.seals
    stops = Pipeline()
    (job,) = stops.jobs(folder / ONE)
    page = stops.composed(job)
    shown = Laid(page.composed, fonts.resolve(job.document.project)).shown(page.composed)
    (printed,) = [one for sheet in shown.sheets for one in sheet.pictures]
    assert told.size == DIAMETER
    assert told.left == pytest.approx(printed.area.left, abs=0.3)
    assert told.top == pytest.approx(printed.area.top, abs=0.3)


def test_a_field_lies_at_the_place_and_can_be_read_aloud(field: Path) -> None:
    for name in ("one", "letter-赵伟"):
        with pikepdf.open(field / f"out/{name}.pdf") as file:
            (empty,) = file.Root.AcroForm.Fields
            assert (empty.FT, "/V" in empty) == ("/Sig", False)
            assert str(empty.TU) == "印章：示例市食品安全办公室"
            width = float(empty.Rect[2]) - float(empty.Rect[0])
            assert width == pytest.approx(DIAMETER * 72 / 25.4, abs=0.1)
        assert findings(field / f"out/{name}.pdf") == []


def test_the_check_list_tells_the_place_of_each_letter(field: Path) -> None:
    sheet = openpyxl.load_workbook(field / "out/letter-核对表.xlsx").active
    assert sheet is not None
    title, *told = [row[-1] for row in sheet.iter_rows(values_only=True)]
    assert title == "盖章处"
    assert [str(place)[:7] for place in told] == ["第1页 距左边"] * 3


def test_what_was_made_before_tells_its_places_again(field: Path) -> None:
    again = made(field, MANY)
    assert again.kept == 3
    assert [len(receipt.seals) for _, receipt in again.receipts if receipt.form == "pdf"] == [1, 1, 1]


def test_a_sealed_file_is_said_to_be_and_never_written_over(field: Path) -> None:
    path = field / "out/one.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]))
        file.Root.AcroForm.Fields[0].V = file.make_indirect(signature)
        file.save(path)
    assert [one.code for one in findings(path)] == ["file-signed"]
    sealed = path.read_bytes()
    with pytest.raises(ContentError) as raised:
        made(field, ONE)
    assert [one.code for one in raised.value.problems] == ["not-ours"]
    assert path.read_bytes() == sealed


def test_nothing_is_told_where_nothing_is_sealed_or_asked(tmp_path: Path) -> None:
    folder = office(tmp_path, "  seal_place: field\n")
    write_files(folder, {ONE: document(seal="否")})
    (receipt,) = [receipt for _, receipt in made(folder, ONE).receipts]
    assert receipt.seals == ()
    with pikepdf.open(folder / "out/one.pdf") as file:
        assert "/AcroForm" not in file.Root


def test_a_tag_is_said_to_stand_in_ofd_only(tmp_path: Path) -> None:
    folder = office(tmp_path, "  seal_place: tag\n")
    assert [one.code for one in made(folder, ONE).findings] == ["seal-tag-in-ofd-only"]


@pytest.mark.parametrize(("way", "told"), [("field", 1), ("keyword", 1), ("tag", 0), ("report", 0)])
def test_a_field_and_a_word_are_said_to_stand_in_pdf_only(way: str, told: int, tmp_path: Path) -> None:
    folder = office(tmp_path, f"  seal_place: {way}\n")
    found = build([folder / ONE], Options(("ofd",), folder / "out")).findings
    assert [one.code for one in found] == ["seal-place-in-pdf-only"] * told


def test_a_word_that_nobody_sees_stands_once_in_the_middle_of_the_place(tmp_path: Path) -> None:
    folder = office(tmp_path, "  seal_place: keyword\n")
    built = made(folder, ONE, MANY)
    for path, receipt in built.receipts[:2]:
        assert findings(path) == []
        (seal,) = receipt.seals
        pages = list(pymupdf.open(path))
        (found,) = [area for page in pages for area in page.search_for(KEYWORD_AT)]
        middle = (found.x0 + found.x1) / 2 * 25.4 / 72, (found.y0 + found.y1) / 2 * 25.4 / 72
        assert middle == pytest.approx((seal.left + DIAMETER / 2, seal.top + DIAMETER / 2), abs=0.5)
        ink = pages[0].get_pixmap(dpi=200, clip=found)
        assert len(set(ink.samples)) == 1 or found.intersects(pages[0].search_for("年")[0])


def test_a_text_with_the_word_in_it_is_refused(tmp_path: Path) -> None:
    folder = office(tmp_path, "  seal_place: keyword\n")
    write_files(folder, {ONE: document(body=f"请在{KEYWORD_AT}盖章（示例）。")})
    with pytest.raises(ContentError) as raised:
        made(folder, ONE)
    (problem,) = raised.value.problems
    assert problem.code == "seal-word-taken"
    assert problem.place.line
