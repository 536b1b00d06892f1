"""Lines fitted to their box by their measured width."""

import pytest

from docgen.content import project
from docgen.layout import fitting, fonts
from docgen.layout.page_tree import PageTree
from tests.support.samples import ROOT

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = ":root { --fit-name: 30pt 20pt 300pt 楷体 补字 }"


def page(text):
    return PageTree(f"<html><body><p class='name'>{text}</p></body></html>")


@pytest.mark.parametrize(
    ("text", "size", "overflows"),
    [
        ("", 30, False),
        ("示" * 10, 30, False),
        ("示" * 12, 25, False),
        ("示" * 11, 27, False),  # 27.3 pt would fit, but Word has only half points
        ("示" * 13, 23, False),
        ("示" * 15, 20, False),
        ("示" * 16, 20, True),
    ],
)
def test_a_line_is_as_large_as_its_room_allows_between_two_limits(text, size, overflows):
    (line,) = fitting.fit_lines(page(text), CSS, TYPEFACES)
    assert line.size == pytest.approx(size)
    assert line.overflows is overflows


def test_the_variables_are_named_after_the_class():
    assert fitting.fitting_variables(page("示㛂"), CSS, TYPEFACES) == {
        "name-size": "30.000pt",
        "name-face": "补字",
    }


@pytest.mark.parametrize(
    ("text", "name", "fellows", "size"),
    [
        ("扎\u3000西同志：", "扎西", ("扎西", "示例甲"), 30),
        ("扎\u3000西同志：", "扎西", ("扎西", "示" * 10), 23),
        ("示示示示示示示示示示同志：", "示" * 10, ("扎西", "示" * 10), 23),
        (
            "扎\u3000西同志：",
            "扎西",
            ("扎西", "示" * 13, "示" * 9),
            25,
        ),  # one that never fits is told by itself
        ("\u3000" * 6 + "同志：", "", ("扎西", "示" * 10), 23),
        ("先进集体", "扎西", ("扎西", "示" * 10), 30),
        ("扎\u3000西同志：", "扎西", (), 30),
    ],
)
def test_those_who_are_handed_certificates_together_are_set_in_one_size(text, name, fellows, size):
    made = fitting.fitting_variables(page(text), CSS, TYPEFACES, name, fellows)
    assert made["name-size"] == f"{size}.000pt"


def test_a_line_no_face_draws_wholly_stays_in_the_first():
    (line,) = fitting.fit_lines(page("示\ue000"), CSS, TYPEFACES)
    assert (line.face, line.whole) == ("楷体", False)


def test_a_name_of_another_script_is_as_wide_as_the_font_that_draws_it():
    (line,) = fitting.fit_lines(page("ئابدۇرېھىم ئۆتكۈر"), CSS, TYPEFACES)
    assert (line.size, line.overflows) == (30, False)  # 7 em, where 17 letters were taken for 17


def test_what_a_later_sheet_says_of_a_line_counts():
    later = CSS + "\n:root { --fit-name: 18pt 9pt 90pt 宋体 }"
    (line,) = fitting.fit_lines(page("示" * 10), later, TYPEFACES)
    assert (line.size, line.face) == (9, "宋体")


def test_a_sheet_without_such_lines_costs_nothing():
    assert fitting.fitting_variables(page("示"), "p { margin: 0 }", TYPEFACES) == {}
