"""What is measured of a document's own words, before its style sheet is applied."""

from pathlib import Path

import pymupdf
import pytest

from docgen.content.project import find
from docgen.layout.fonts import resolve
from docgen.layout.measures import measure_page
from docgen.layout.page_tree import PageTree
from docgen.write.pdf import single
from tests.support import foreign
from tests.support.measuring import lines, rules
from tests.support.samples import OFFICES, ROOT, document, drawn, project, write_files

HOME = find(ROOT)
PROFILE = {
    "body-size": "16pt",
    "tracking": "-0.25pt",
    "masthead-largest": "60pt",
    "masthead-room": "150mm",
    "masthead-narrowest": "0.68",
}
ROOM = 150 * 72 / 25.4


def of(masthead: str = "", name: str = "", date: str = "") -> dict[str, float]:
    """Return the measures of a page with these words, lengths in pt."""
    html = f'<p class="masthead">{masthead}</p><p class="issued-by">{name}</p><p class="date">{date}</p>'
    found = measure_page(PageTree(f"<body>{html}</body>"), PROFILE, resolve(HOME))
    return {variable: float(value.removesuffix("pt")) for variable, value in found.items()}


def test_a_name_is_as_wide_as_its_characters_and_their_tracking() -> None:
    assert of(name="市食安办")["name-width"] == pytest.approx(4 * 16 - 4 * 0.25)
    assert of(date="2024")["date-width"] < 4 * 16 * 0.7


@pytest.mark.parametrize("text", ["ཚེ་རིང་དོན་གྲུབ", "示例州བོད་ཡིག་སློབ་གྲྭ学校", "李㛂"])
def test_a_name_that_its_face_lacks_is_as_wide_as_it_is_drawn(text: str) -> None:
    css = "body { margin: 0; font: 16pt/40pt 仿宋, 藏文, 补字; letter-spacing: -0.25pt }"
    css += " b { display: inline-block; border: 1pt solid }"
    pdf = single.write(foreign.page(f"<b>{text}</b>", css), resolve(HOME)).data
    (box,) = [drawn["rect"] for drawn in pymupdf.open(stream=pdf)[0].get_drawings()]
    assert of(name=text)["name-width"] == pytest.approx(box.width - 2, abs=0.5)


def test_words_that_are_not_there_have_no_width() -> None:
    found = of()
    assert found["name-width"] == found["date-width"] == 0
    assert found["masthead-scale"] == 1


@pytest.mark.parametrize(
    ("masthead", "size", "scale"),
    [
        ("市食安办", 60, 1),  # it fits at the largest size
        ("示例市食安办文件", 60, ROOM / (8 * 60)),  # a longer one is condensed
        (
            "示例市食品药品安全委员会办公室文件",
            ROOM / 17 / 0.68,
            0.68,
        ),  # down to the floor, then made smaller
    ],
)
def test_a_masthead_is_first_condensed_then_made_smaller(masthead: str, size: float, scale: float) -> None:
    found = of(masthead)
    assert found["masthead-size"] == pytest.approx(size, abs=0.01)
    assert found["masthead-scale"] == pytest.approx(scale, abs=0.001)


def test_a_mastheads_ink_lies_within_its_line() -> None:
    found = of("示例市食安办文件")
    assert 0 < found["masthead-ink"] < 0.2
    assert 0.8 < found["masthead-height"] < 1


NAMES = {"wide": "示例市食品安全办公室", "narrow": "市食安办"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_masthead_is_never_wider_than_its_room(tmp_path: Path, name: str) -> None:
    offices = OFFICES.replace("masthead: 示例市食品安全办公室", f"masthead: {name * 3}")
    write_files(project(tmp_path, letter=document()), {"content/offices.yaml": offices})
    pdf = drawn(tmp_path).data
    line = next(line for line in lines(pdf) if name in line.text)
    rule = rules(pdf)[0]
    assert 140 < line.right - line.left <= 151
    assert (line.left + line.right) / 2 == pytest.approx((rule.left + rule.right) / 2, abs=0.5)
