"""Names as printers set them."""

import pytest

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.names import face_for, in_one_face, rare_characters, space_name
from tests.support.samples import ROOT

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("扎西", "扎　西"),
        ("𠮷田", "𠮷　田"),
        ("李建华", "李建华"),
        ("尼玛次仁", "尼玛次仁"),
        ("李", "李"),
        ("", ""),
        ("A君", "A君"),
        ("扎　西", "扎　西"),
        ("扎 西", "扎　西"),
        ("扎  　西", "扎　西"),
        ("王，", "王，"),
    ],
)
def test_only_names_of_two_characters_are_spaced(name, printed):
    assert space_name(name) == printed


@pytest.mark.parametrize(
    ("text", "face"),
    [("李建华", "楷体"), ("李㛂", "补字"), ("扎　西", "楷体"), ("", "楷体"), ("李\ue000", None)],
)
def test_a_name_has_one_face_the_first_that_draws_all_of_it(text, face):
    assert face_for(text, ("楷体", "补字"), TYPEFACES) == face


@pytest.mark.parametrize(
    ("name", "css", "characters"),
    [
        ("王㼆", "p { font-family: 仿宋, 补字 }", "㼆"),
        ("王㼆", "p { font-family: 宋体, 补字 }", ""),
        ("㛂㼆㛂", "p { font-family: 仿宋, 楷体 }", "㛂㼆"),
        ("李建华", "p { font-family: 仿宋, 楷体, 黑体, 小标宋 }", ""),
        ("བཀྲ་ཤིས", "p { font-family: 仿宋, 藏文 }", ""),
        ("", "p { font-family: 仿宋 }", ""),
    ],
)
def test_a_character_is_rare_where_a_face_of_the_sheet_lacks_it(name, css, characters):
    assert rare_characters(name, css, TYPEFACES) == characters


def test_a_name_is_spanned_in_the_text_and_never_in_a_tag():
    page = "<title>王㼆</title><body data-x='王㼆'><p>王㼆、王㼆家</p>"
    span = '<span class="one-face">王㼆</span>'
    assert in_one_face(page, "王㼆") == f"<title>王㼆</title><body data-x='王㼆'><p>{span}、{span}家</p>"


def test_a_name_with_a_sign_of_markup_is_found_as_the_page_has_it():
    assert in_one_face("<body>甲&amp;㼆", "甲&㼆") == '<body><span class="one-face">甲&amp;㼆</span>'
