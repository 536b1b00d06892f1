"""A content file checked with all it refers to: every problem at once, each where it is written."""

from pathlib import Path

import pytest

from docgen.content.document import Document, check
from docgen.content.project import find
from docgen.content.source import read
from docgen.foundation.errors import DocgenError
from tests.support.samples import OFFICES, document, drawn, problems, project, told, write_files

FIGURES = """\
title: 示例数据
as_of: 2024-06-20
source: 示例
figures:
  cadres: {title: 包保干部, value: 7, unit: 名}
"""


def checked(folder: Path) -> Document:
    path = folder / "content/letters/letter.yaml"
    return check(find(path), read(path))


def test_a_document_holds_all_it_refers_to(tmp_path: Path) -> None:
    write_files(project(tmp_path, letter=document(figures="city")), {"content/figures/city.yaml": FIGURES})
    made = checked(tmp_path)
    assert (made.kind.name, made.office["name"]) == ("letters/notice", "示例市食品安全办公室")
    assert made.figures is not None
    assert str(made.figures.get("cadres")) == "7"
    assert made.profile["page-top"] == "37mm"
    assert made.acknowledged == {}


def test_what_an_office_leaves_out_is_none(tmp_path: Path) -> None:
    office = checked(project(tmp_path, letter=document())).office
    assert office["seal"] is office["contact"] is None


def test_the_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    letter = document(title=None, date="昨天", figures="city", profile="office", addresses="[某县]")
    files = {
        "content/offices.yaml": OFFICES.replace("  code: 示食安办\n", ""),
        "content/figures/city.yaml": FIGURES.replace("value: 7", "value: 七"),
        "templates/_shared/profiles/office.yaml": "line-pitch: 20pt\nred: 'red;}'\n",
    }
    write_files(project(tmp_path, letter=letter), files)
    assert told(lambda: checked(tmp_path)) == [
        ("field-missing", "letter.yaml:1:1"),
        ("value-not-date", "letter.yaml:5:7"),
        ("field-unknown", "letter.yaml:9:1"),
        ("field-missing", "offices.yaml:2:3"),
        ("value-not-number", "city.yaml:5:32"),
        ("colour-unreadable", "office.yaml:2:6"),
    ]


@pytest.mark.parametrize(
    ("field", "name", "code", "near"),
    [
        ("office", "shli", "office-unknown", "shili"),
        ("figures", "ctiy", "file-unknown", "city"),
        ("figures", "../../secret", "file-unknown", "city"),
        ("figures", "长" * 300, "file-unknown", "city"),
        ("profile", "gb9740", "file-unknown", "gb9704"),
        ("profile", "../typefaces", "file-unknown", "gb9704"),
    ],
)
def test_an_unknown_name_is_told_where_it_is_written(
    tmp_path: Path, field: str, name: str, code: str, near: str
) -> None:
    files = {"content/figures/city.yaml": FIGURES, "secret.yaml": FIGURES}
    write_files(project(tmp_path, letter=document(**{"body": None, field: name})), files)
    missing, unknown = problems(lambda: checked(tmp_path))
    assert missing.code == "field-missing", "an unknown name hides no other problem"
    line = 2 if field == "office" else 7
    assert (unknown.code, unknown.place.line, unknown.place.column) == (code, line, len(field) + 3)
    assert near in unknown.text("zh")
    assert near in unknown.text("en")


def test_a_name_that_is_no_text_is_told_once(tmp_path: Path) -> None:
    project(tmp_path, letter=document(figures="[city]"))
    assert told(lambda: checked(tmp_path)) == [("value-not-text", "letter.yaml:8:10")]


def test_an_offices_unknown_profile_is_told_in_its_own_file(tmp_path: Path) -> None:
    write_files(project(tmp_path, letter=document()), {"content/offices.yaml": OFFICES + "  profile: gb\n"})
    assert told(lambda: checked(tmp_path)) == [("file-unknown", "offices.yaml:5:12")]


def test_a_project_without_offices_is_told_so(tmp_path: Path) -> None:
    project(tmp_path, letter=document())
    (tmp_path / "content/offices.yaml").unlink()
    assert told(lambda: checked(tmp_path)) == [("offices-missing", "letter.yaml:2:9")]


def test_an_unknown_check_cannot_be_acknowledged(tmp_path: Path) -> None:
    letter = document(figures="city", acknowledge="{no-such-check: 已核实}")
    write_files(project(tmp_path, letter=letter), {"content/figures/city.yaml": FIGURES})
    assert told(lambda: checked(tmp_path)) == [("figures-check-unknown", "letter.yaml:9:15")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("red: 'red;} body {display: none'", "colour-unreadable"),
        ("red: '}'", "colour-unreadable"),
        ("red: 'red /* '", "colour-unreadable"),
        ("red: 'rgb(1, 2, 3'", "colour-unreadable"),
        ("red: '\\65 d'", "colour-unreadable"),
        ("red: '@import'", "colour-unreadable"),
        ("red: 红色", "colour-unreadable"),
        ("red: rgb(300, 0, 0)", "colour-unreadable"),
        ("red: rgba(1, 2, 3, 0)", "colour-unreadable"),
        ("red: ''", "entry-empty"),
        ("page-left:", "entry-empty"),
        ("red: [1, 2]", "value-not-text"),
        ("'red: blue; x': red", "field-unknown"),
        ("Red: red", "field-unknown"),
        ("page-topp: 45mm", "field-unknown"),
        ("body-font: 楷体", "field-unknown"),
        ("订口: 28mm", "field-unknown"),
        ("page-left: 40", "length-without-unit"),
        ("page-left: 40px", "length-unreadable"),
        ("page-left: -5mm", "value-too-small"),
        ("page-left: 400mm", "value-too-big"),
        ("line-pitch: 1.5倍", "length-unreadable"),
        ("line-pitch: calc(225mm / 0)", "length-unreadable"),
        ("line-pitch: 12pt", "profile-lines-meet"),
        ("body-size: calc(16pt + 1pt)", "length-unreadable"),
        ("body-size: 0pt", "value-too-small"),
        ("body-size: -16pt", "value-too-small"),
        ("tracking: wide", "length-unreadable"),
        ("masthead-narrowest: 68%", "value-not-number"),
        ("body-size: 100pt", "value-too-big"),
        ("body-size: 大号", "length-unreadable"),
        ("masthead-narrowest: 0", "value-too-small"),
        ("masthead-narrowest: 半", "value-not-number"),
        ("masthead-room: nan", "length-unreadable"),
        ("page-left: 95mm\npage-right: 95mm", "profile-no-room"),
        ("page-bottom: 150mm", "profile-no-room"),
        ("page-number-drop: 40mm", "profile-number-off-page"),
    ],
)
def test_what_is_wrong_in_a_profile_is_told_the_clerk(tmp_path: Path, entry: str, code: str) -> None:
    profile = {"templates/_shared/profiles/own.yaml": f"page-top: 97mm\n{entry}\n"}
    write_files(project(tmp_path, letter=document(profile="own")), profile)
    ((found, place),) = told(lambda: checked(tmp_path))
    assert found == code
    assert place.startswith(f"own.yaml:{1 + len(entry.splitlines())}:")


@pytest.mark.parametrize("name", ["天头", "上边距", "page-topp", "Page-Top"])
def test_an_unknown_name_in_a_profile_is_told_with_the_known_one(tmp_path: Path, name: str) -> None:
    profile = {"templates/_shared/profiles/own.yaml": f"{name}: 37mm\n"}
    write_files(project(tmp_path, letter=document(profile="own")), profile)
    (problem,) = problems(lambda: checked(tmp_path))
    assert "是不是“page-top”" in problem.text("zh")


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("page-top: 40 mm", "40mm"),
        ("page-top: ４０ｍｍ", "40mm"),
        ("page-top: ４０毫米", "40mm"),
        ("page-top: 4厘米", "4cm"),
        ("page-top: 100磅", "100pt"),
        ("body-size: 三号", "16pt"),
        ("body-size: 3号", "16pt"),
        ("body-size: 小三", "15pt"),
        ("tracking: 0", "0pt"),
        ("line-pitch: calc(２２５mm/22)", "calc(225mm / 22)"),
        ("red: ｒｇｂ（２２９，０，１８）", "rgb(229,0,18)"),
        ("red: '#e50012'", "#e50012"),
        ("masthead-narrowest: 0.7", "0.7"),
    ],
)
def test_a_profile_is_understood_as_clerks_write_it(tmp_path: Path, entry: str, value: str) -> None:
    profile = {"templates/_shared/profiles/own.yaml": f"{entry}\n"}
    write_files(project(tmp_path, letter=document(profile="own")), profile)
    assert checked(tmp_path).profile[entry.partition(":")[0]] == value


@pytest.mark.parametrize("entry", ["tracking: -0.5pt", "red: 'rgb(1, 2, 3)'", "line-pitch: calc(225mm / 22)"])
def test_a_profile_need_only_say_what_differs(tmp_path: Path, entry: str) -> None:
    profile = {"templates/_shared/profiles/own.yaml": f"{entry}\n"}
    write_files(project(tmp_path, letter=document(profile="own")), profile)
    name, _, value = entry.partition(": ")
    made = checked(tmp_path).profile
    assert (made[name], made["page-left"]) == (value.strip("'"), "28mm")
    assert drawn(tmp_path).findings == ()


def test_the_documents_profile_goes_before_its_offices(tmp_path: Path) -> None:
    profiles = {f"templates/_shared/profiles/{n}.yaml": f"page-top: {n}mm\n" for n in ("30", "31")}
    write_files(project(tmp_path, letter=document()), profiles)
    write_files(tmp_path, {"content/offices.yaml": OFFICES + "  profile: '30'\n"})
    assert checked(tmp_path).profile["page-top"] == "30mm"
    write_files(tmp_path, {"content/letters/letter.yaml": document(profile="'31'")})
    assert checked(tmp_path).profile["page-top"] == "31mm"


def test_problems_of_content_and_template_are_one_error(tmp_path: Path) -> None:
    schema = {"templates/_shared/profile.schema.yaml": "type: 5\n"}
    write_files(project(tmp_path, letter=document(title=None)), schema)
    with pytest.raises(DocgenError) as caught:
        checked(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["field-missing", "schema-invalid"]


def test_an_own_profile_of_the_standards_name_goes_before_the_bundled_one(tmp_path: Path) -> None:
    profile = {"templates/_shared/profiles/gb9704.yaml": "page-top: 30mm\n"}
    write_files(project(tmp_path, letter=document()), profile)
    made = checked(tmp_path).profile
    assert (made["page-top"], made["page-left"]) == ("30mm", "28mm")


@pytest.mark.parametrize(("seal", "found"), [("是", [("image-missing", "offices.yaml:5:9")]), ("否", [])])
def test_a_missing_seal_matters_only_where_it_is_to_be_printed(
    tmp_path: Path, seal: str, found: list[tuple[str, str]]
) -> None:
    offices = {"content/offices.yaml": OFFICES + "  seal: images/seal.png\n"}
    write_files(project(tmp_path, letter=document(seal=seal)), offices)
    if found:
        assert told(lambda: checked(tmp_path)) == found
    else:
        assert checked(tmp_path).office["seal"] == "images/seal.png"


@pytest.mark.parametrize(("contact", "lacking"), [("{phone: 0000-1}", "姓名"), ("{name: 示例某}", "电话")])
def test_an_offices_contact_is_whole_or_told(tmp_path: Path, contact: str, lacking: str) -> None:
    write_files(
        project(tmp_path, letter=document()), {"content/offices.yaml": f"{OFFICES}  contact: {contact}\n"}
    )
    (problem,) = problems(lambda: checked(tmp_path))
    assert lacking in problem.text("zh")
