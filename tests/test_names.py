"""Names as printers set them."""

import pytest

from docgen import fonts, project
from docgen.names import face_for, spaced
from tests.samples import ROOT

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
        ("王，", "王，"),
    ],
)
def test_only_names_of_two_characters_are_spaced(name, printed):
    assert spaced(name) == printed


@pytest.mark.parametrize(
    ("text", "face"),
    [("李建华", "楷体"), ("李㛂", "补字"), ("扎　西", "楷体"), ("", "楷体"), ("李\ue000", None)],
)
def test_a_name_has_one_face_the_first_that_draws_all_of_it(text, face):
    assert face_for(text, ("楷体", "补字"), TYPEFACES) == face
