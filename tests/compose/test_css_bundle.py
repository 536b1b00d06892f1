"""A style sheet and all it imports become one text."""

from pathlib import Path

import pytest

from docgen.compose.css_bundle import bundle
from docgen.content.project import find
from docgen.foundation.errors import TemplateError
from tests.support.samples import project, told, write_files


def bundled(folder: Path, **sheets: str | bytes) -> str:
    write_files(project(folder), {f"templates/own/{name}.css": text for name, text in sheets.items()})
    return bundle(find(folder), "own/a.css")


def test_imports_stand_before_the_sheet_that_asks_for_them(tmp_path: Path) -> None:
    css = bundled(tmp_path, a='@import "own/b.css";\n.a {}', b="@import url(own/c.css);\n.b {}", c=".c {}")
    assert css.split() == [".c", "{}", ".b", "{}", ".a", "{}"]


def test_each_sheet_is_inlined_once_even_in_a_circle(tmp_path: Path) -> None:
    sheets = {"a": '@import "own/b.css"; @import "own/c.css"; .a {}', "b": '@import "own/c.css"; .b {}'}
    assert bundled(tmp_path, **sheets, c='@import "own/a.css"; .c {}').split("\n") == [
        ".c {}",
        ".b {}",
        ".a {}",
    ]


def test_the_projects_own_sheet_is_imported_in_place_of_the_bundled_one(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/_shared/gb9704.css": ".own {}"})
    assert bundled(tmp_path, a='@import "_shared/gb9704.css";') == ".own {}\n"


def test_strings_and_numbers_stay_as_written(tmp_path: Path) -> None:
    rule = 'h2::before{content:"（" counter(level-2, hanzi) "\\"" }'
    assert bundled(tmp_path, a=rule) == rule


@pytest.mark.parametrize(
    ("sheet", "code", "place"),
    [
        ('.a {}\n@import "own/none.css";', "template-missing", "none.css"),
        ('@import "../../content/offices.yaml";', "template-missing", "offices.yaml"),
        ('.a {}\n  @import "own/b.css" print;', "css-import", "a.css:2:3"),
        ("@import b;", "css-import", "a.css:1:1"),
        ("@import url('own/b.css');", "css-import", "a.css:1:1"),
        (".a {}\n.b {}\n}", "css-syntax", "a.css:3:1"),
        (".a {}\n\n  .b", "css-syntax", "a.css:3:4"),
    ],
)
def test_a_broken_sheet_is_shown_to_its_author(tmp_path: Path, sheet: str, code: str, place: str) -> None:
    assert told(lambda: bundled(tmp_path, a=sheet, b=".b {}"), TemplateError) == [(code, place)]


def test_a_sheet_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    gbk = "/* 公文 */".encode("gbk")
    assert told(lambda: bundled(tmp_path, a=gbk), TemplateError) == [("template-not-utf8", "a.css")]
