"""A style sheet and all it imports become one text."""

from pathlib import Path

import pytest

from docgen.compose.css_bundle import bundle, sheet_findings
from docgen.content.project import Project, find
from docgen.foundation.errors import NOWHERE, TemplateError
from docgen.layout.sheets.places import BEGUN, told_at
from tests.support.samples import project, told, write_files


def bundled(folder: Path, **sheets: str | bytes) -> str:
    return BEGUN.sub("", bundle(brought(folder, **sheets), "own/a.css"))


def brought(folder: Path, **sheets: str | bytes) -> Project:
    write_files(project(folder), {f"templates/own/{name}.css": text for name, text in sheets.items()})
    return find(folder)


def test_imports_stand_before_the_sheet_that_asks_for_them(tmp_path: Path) -> None:
    css = bundled(tmp_path, a='@import "own/b.css";\n.a {}', b="@import url(own/c.css);\n.b {}", c=".c {}")
    assert css.split() == [".c", "{}", ".b", "{}", ".a", "{}"]


def test_each_sheet_is_inlined_once_even_in_a_circle(tmp_path: Path) -> None:
    sheets = {"a": '@import "own/b.css"; @import "own/c.css"; .a {}', "b": '@import "own/c.css"; .b {}'}
    css = bundled(tmp_path, **sheets, c='@import "own/a.css"; .c {}')
    assert [line.strip() for line in css.split("\n")] == [".c {}", ".b {}", ".a {}"]


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


def test_a_line_of_the_whole_leads_back_to_the_sheet_its_author_wrote(tmp_path: Path) -> None:
    sheet = '/* 示例\n两行 */\n@import\n  "own/b.css";\n.a {}\n/* 一 */ .a { colr: red }'
    whole = ":root {\n}\n" + bundle(brought(tmp_path, a=sheet, b=".b { colr: red }\n\n.b {}"), "own/a.css")
    for line, (text, place) in {
        3: (".b {", "templates/own/b.css:1:1"),
        5: (".b {}", "templates/own/b.css:3:1"),
        11: (".a { colr", "templates/own/a.css:6:9"),
    }.items():
        column = whole.split("\n")[line - 1].index(text) + 1
        said, found = told_at(f"Ignored `x` at {line}:{column}, unknown property.", whole)
        assert said == "Ignored `x`, unknown property."
        assert str(found) == place


@pytest.mark.parametrize("message", ["Ignored `x` at 1:3, unknown property.", "Invalid selector"])
def test_what_is_of_no_sheet_has_no_place(message: str) -> None:
    assert told_at(message, ":root {\n}\n") == (message, NOWHERE)


@pytest.mark.parametrize(
    ("declaration", "near"),
    [
        ("--docx-styel: 期限", "--docx-style"),
        ("--docx-nexxt: 期限", "--docx-next"),
        ("--docx-xyz: 1", "--docx-next"),
        ("--colums: by-content", "--columns"),
        ("--most-page: 1", "--most-pages"),
        ("--meant: hiden", "hidden、outside、over、cut"),
        ("--meant: over hiden", "hidden、outside、over、cut"),
        ("--columns: by content", "by-content、auto"),
        ("--last-row: alone", "accompanied、auto"),
        ("--most-pages: one", "1"),
        ("--docx-pin: bottom", "page-bottom"),
        ("--docx-outline: 10", "1–9"),
        ("--docx-emphasis: dots", "dot、comma、circle、underDot"),
        ("--ornament: 10 20 30 40", "none、10mm 20mm 80mm 3mm"),
        ("--docx-grid: 22", "lines 22、lines-chars 22 28"),
    ],
)
def test_an_own_property_that_does_nothing_is_told_at_its_place(
    tmp_path: Path, declaration: str, near: str
) -> None:
    sheet = f'@import "own/b.css";\n/* --docx-styl: 1 */ .a {{\n  color: red; {declaration} }}'
    (found,) = sheet_findings(brought(tmp_path, a=sheet, b=".b { --meant: over }"), "own/a.css")
    assert (found.code, found.values["css"], found.values["near"]) == ("css-own", declaration, near)
    assert str(found.place).endswith("templates/own/a.css:3:15")


@pytest.mark.parametrize(
    "declaration",
    [
        "--docx-style: 反馈期限",
        "--meant: hidden outside",
        "--meant: var(--how)",
        "--columns: auto",
        "--columns: by-content !important",
        "--ornament: 0mm 12.5mm 80mm 3mm",
        "--docx-page-number: auto",
        "--docx-outline: none",
        "--column: 3mm; width: var(--column)",
        "--accent: red",
        "content: '--docx-styel: 1'",
    ],
)
def test_what_an_author_may_say_is_not_told(tmp_path: Path, declaration: str) -> None:
    assert sheet_findings(brought(tmp_path, a=f".a {{ {declaration} }}"), "own/a.css") == ()
