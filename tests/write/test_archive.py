"""Files for the archive and for screen readers: PDF/A-3a with their sources, PDF/UA-1; batches too.

PDF/A is judged by pikepdf's own validator, which knows level B: all that level A has more is tags.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import pdfa

from docgen.composed.purpose import PRINT, Attached, Purpose
from docgen.content.project import Project
from docgen.foundation.errors import ContentError
from docgen.inspect.file import findings
from docgen.inspect.pdf import faults
from docgen.layout.fonts import resolve
from docgen.pipeline.build import Built, build
from docgen.pipeline.options import BatchOptions, Options
from docgen.pipeline.stops import Pipeline, written_in
from tests.support.rosters import roster_project
from tests.support.samples import ROOT, document, project, red_square, write_files
from tests.support.tagged import lines, of_level_b

COUNT = 6


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Built:
    path = roster_project(tmp_path_factory.mktemp("batch"), COUNT)
    out = path.parents[2] / "out"
    return build([path], Options(("pdf",), out, archive=True, batch=BatchOptions(workers=0)))


def opened(built: Built) -> Iterator[Any]:
    """Yield the PDFs of a batch."""
    for path in built.paths:
        with pikepdf.open(path) as file:
            yield file


def test_letters_of_a_batch_are_pdf_a(batch: Built) -> None:
    assert len(batch.paths) == COUNT
    assert batch.findings == []
    for path in batch.paths[:2]:
        assert pdfa.validate_written(BytesIO(of_level_b(path.read_bytes())), "3b").findings == []


def test_each_letter_has_its_own_tree_title_and_row(batch: Built) -> None:
    for path, file in zip(batch.paths, opened(batch), strict=True):
        assert faults(file) == []
        assert lines(file)[0] == "Document Lang=zh-CN"
        name = str(path.stem).rpartition("-")[2]
        assert f"致{name}的一封信" in file.Root.Metadata.read_bytes().decode()
        attached = {key: file.attachments[key].get_file().read_bytes() for key in file.attachments}
        assert sorted(attached) == ["letter.yaml", "名单中的一行.csv"]
        assert name in attached["名单中的一行.csv"].decode()
        others = {str(other.stem).rpartition("-")[2] for other in batch.paths} - {name}
        assert not any(other in attached["名单中的一行.csv"].decode() for other in others)


def test_a_letter_of_a_batch_is_the_same_whoever_else_gets_one(batch: Built, tmp_path: Path) -> None:
    path = roster_project(tmp_path, COUNT)
    roster = tmp_path / "content/recipients/people.yaml"
    text = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join([*text[:2], *text[-2:]]), encoding="utf-8")
    few = build([path], Options(("pdf",), tmp_path / "out", archive=True, batch=BatchOptions(workers=0)))
    by_name = {one.name: one for one in batch.paths}
    for one in few.paths:
        assert one.read_bytes() == by_name[one.name].read_bytes()


def test_an_accessible_file_has_tags_and_carries_nothing(tmp_path: Path) -> None:
    project(tmp_path, letter=document())
    source = tmp_path / "content/letters/letter.yaml"
    built = build([source], Options(("pdf",), tmp_path / "out", accessible=True))
    assert findings(built.paths[0]) == []
    with pikepdf.open(built.paths[0]) as file:
        assert b"<pdfuaid:part>1" in file.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>" not in file.Root.Metadata.read_bytes()
        assert not len(file.attachments)
        assert lines(file)[:5] == ["Document Lang=zh-CN", " Div", "  P", "  P", " Part"]


def test_a_picture_without_words_stops_the_file_at_its_line(tmp_path: Path) -> None:
    project(tmp_path, letter=document(body="|\n  正文。\n\n  ![](images/seal-picture.png)"))
    write_files(tmp_path, {"content/images/seal-picture.png": red_square(60)})
    source = tmp_path / "content/letters/letter.yaml"
    with pytest.raises(ContentError) as raised:
        build([source], Options(("pdf",), tmp_path / "out", accessible=True))
    (problem,) = raised.value.problems
    assert problem.code == "picture-without-words"
    assert (
        "seal-picture.png" in source.read_text(encoding="utf-8").splitlines()[(problem.place.line or 0) - 1]
    )
    accepted = Options(("pdf",), tmp_path / "out", accessible=True, accept=("picture-without-words",))
    (path,) = build([source], accepted).paths
    assert findings(path) == []


def test_a_link_that_leads_out_of_an_archived_ofd_is_told_at_its_line(tmp_path: Path) -> None:
    project(tmp_path, letter=document(body="|\n  正文，见[示例](https://example.org/a?b=1&c=2)。"))
    source = tmp_path / "content/letters/letter.yaml"
    (found,) = build([source], Options(("ofd",), tmp_path / "out", archive=True)).findings
    assert (found.code, found.place.path) == ("ofd-link-out", source)
    assert "example.org" in source.read_text(encoding="utf-8").splitlines()[(found.place.line or 0) - 1]


def locked(fonts: Path) -> None:
    """Put a face into the folder that its maker does not let be embedded (fsType 2)."""
    path = resolve(Project(ROOT, ROOT))["仿宋"].path
    with TTFont(path, lazy=True) as font:
        said = font.reader.tables["OS/2"].offset + 8
    data = bytearray(path.read_bytes())
    data[said : said + 2] = b"\0\2"
    fonts.mkdir()
    (fonts / "仿宋_GB2312.ttf").write_bytes(data)


@pytest.mark.parametrize(
    ("formats", "purpose", "codes", "is_refused"),
    [
        (("pdf",), {}, {"face-in-pdf"}, False),
        (("pdf",), {"archive": True}, {"face-not-embedded"}, True),
        (("pdf",), {"accessible": True}, {"face-not-embedded"}, True),
        (("ofd",), {}, {"ofd-face-locked"}, False),
        (("ofd",), {"archive": True}, {"face-not-embedded"}, True),
        (("docx", "html"), {}, set(), False),
    ],
)
def test_a_face_that_may_not_be_embedded_is_told_and_no_form_is_claimed_with_it(
    tmp_path: Path, formats: tuple[str, ...], purpose: dict[str, bool], codes: set[str], is_refused: bool
) -> None:
    source = project(tmp_path, letter=document()) / "content/letters/letter.yaml"
    locked(tmp_path / "fonts")
    options = Options(formats, tmp_path / "out", **purpose)  # type: ignore[arg-type]
    if not is_refused:
        assert {one.code for one in build([source], options).findings} == codes
        return
    with pytest.raises(ContentError) as raised:
        build([source], options)
    (found,) = [one for one in raised.value.problems if one.code in codes]
    assert found.place.path == tmp_path / "fonts/仿宋_GB2312.ttf"
    assert not list((tmp_path / "out").glob("*.*"))


def test_a_purpose_says_what_a_file_is_for() -> None:
    assert Purpose(archive=True, attached=(Attached("a", b"", "text/csv", "Data"),)).tagged
    assert not PRINT.tagged


def test_a_form_implies_the_format_that_has_it() -> None:
    assert Options(("docx",), archive=True).formats == ("pdf", "docx")
    assert Options(("docx",), accessible=True).formats == ("pdf", "docx")
    assert Options(("docx",)).formats == ("docx",)


@pytest.mark.parametrize("name", ["handbooks/policy", "reports/survey"])
def test_samples_are_pdf_a_with_nothing_held_against_them(name: str) -> None:
    stops = Pipeline(Options(("pdf",), archive=True))
    page = stops.composed(stops.jobs(ROOT / "templates" / name / "sample.yaml")[0])
    written = written_in(page, ["pdf"])["pdf"]
    assert written.findings == ()
    assert pdfa.validate_written(BytesIO(of_level_b(written.data)), "3b").findings == []
