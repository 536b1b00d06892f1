"""A kind is a folder: what makes one, what an office's own needs, and what is said of a broken one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docgen.content import kind_groups, kinds
from docgen.content.document import open_document
from docgen.content.kinds import Kind
from docgen.content.project import bundled, bundled_project, find
from docgen.foundation.errors import Place, TemplateError
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from tests.support.measuring import lines
from tests.support.samples import OFFICES, ROOT, composed, document, problems, project, told, write_files

CERTIFICATE = "certificates/training"
SCHEMA = """\
title: 培训合格证
description: 示例
type: object
required: [kind, office, title, date, holder]
additionalProperties: false
properties:
  kind: {type: string, title: 文件种类}
  office: {$ref: "#/$defs/office"}
  title: {$ref: "#/$defs/title"}
  date: {$ref: "#/$defs/date"}
  holder: {$ref: "#/$defs/holder"}
$defs:
  holder: {type: string, format: line, title: 持证人}
"""
TEMPLATE = """\
{% extends "_shared/official.html.j2" %}
{% block head %}{% endblock %}
{% block body %}<p class="holder">{{ document.holder }}</p>{% endblock %}
"""
STYLE = """\
@import "_shared/gb9704.css";
.holder { font-size: 40pt; text-align: center; text-indent: 0 }
"""
SAMPLE = """\
kind: certificates/training
office: shili
title: 培训合格证
date: 2024-06-20
holder: 洛桑（示例）
"""


def with_kind(folder: Path, **parts: str) -> Path:
    """Return a project with a kind of its own, `certificates/training`; `parts` replace its files."""
    files = {"schema.yaml": SCHEMA, "template.html.j2": TEMPLATE, "style.css": STYLE, "sample.yaml": SAMPLE}
    own = {"schema.yaml": parts.get("schema", SCHEMA), "template.html.j2": parts.get("template", TEMPLATE)}
    write_files(project(folder), {f"templates/{CERTIFICATE}/{n}": t for n, t in {**files, **own}.items()})
    return folder


def loaded(folder: Path, name: str = CERTIFICATE) -> Kind:
    return kinds.load(find(folder), name, Place(Path("letter.yaml"), 1, 7))


def test_an_offices_own_kind_needs_no_python(tmp_path: Path) -> None:
    home = with_kind(tmp_path)
    source = home / "content/certificates/one.yaml"
    source.parent.mkdir()
    source.write_bytes(loaded(home).sample.read_bytes())
    built = build([source], Options(("pdf",), tmp_path / "out", strict=True))
    printed = {line.text: line.size for line in lines(built.paths[0].read_bytes())}
    assert printed["洛桑（示例）"] == pytest.approx(40, abs=0.01)
    assert "示例市食品安全办公室" in printed


def test_a_kind_tells_what_it_is(tmp_path: Path) -> None:
    kind = loaded(with_kind(tmp_path))
    assert (kind.title, kind.description, kind.css_class) == ("培训合格证", "示例", "training")
    assert (kind.template, kind.style) == (f"{CERTIFICATE}/template.html.j2", f"{CERTIFICATE}/style.css")


def test_kinds_are_listed_by_group_and_those_of_none_come_last(tmp_path: Path) -> None:
    listed = kinds.listing(find(with_kind(tmp_path)))
    assert [kind.title for kind in listed[:15]] == [
        "决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知",
        "通报", "报告", "请示", "批复", "议案", "函", "纪要",
    ]  # fmt: skip
    assert {kind.group.title for kind in listed[:15]} == {listed[0].group.title}
    assert "请示" in listed[0].group.choose
    assert (listed[-1].name, listed[-1].group.title) == (CERTIFICATE, "")
    assert len({kind.name for kind in listed}) == len(listed)


def test_every_kind_that_a_group_names_is_there() -> None:
    home = bundled_project()
    grouped = [name for group in kind_groups.groups(home) for name in group.kinds]
    assert sorted(grouped) == sorted(kinds.names(home))


def test_a_kind_that_is_like_another_has_only_what_differs(tmp_path: Path) -> None:
    own = "title: 公示\nx-like: letters/notice\nrequired: [kind, office, title, date, until]\nproperties:\n"
    fields = "  addressees: false\n  until: {type: string, format: date, title: 截止日期}\n"
    files = {"schema.yaml": own + fields, "sample.yaml": SAMPLE}
    write_files(project(tmp_path), {f"templates/letters/own/{name}": text for name, text in files.items()})
    kind = loaded(tmp_path, "letters/own")
    assert (kind.template, kind.style) == ("letters/notice/template.html.j2", "letters/notice/style.css")
    assert {"until", "body", "copied_to"} <= set(kind.schema["properties"])
    assert "addressees" not in kind.schema["properties"]
    assert kind.schema["required"] == ["kind", "office", "title", "date", "until"]
    assert kind.css_class == "own"


@pytest.mark.parametrize("other", ["letters/own", "letters/noticee", "../notice"])
def test_a_kind_can_only_be_like_another_that_exists(tmp_path: Path, other: str) -> None:
    schema = f"title: 公示\nx-like: {other}\n"
    write_files(project(tmp_path), {"templates/letters/own/schema.yaml": schema})
    (problem,) = problems(lambda: loaded(tmp_path, "letters/own"), TemplateError)
    assert (problem.code, problem.values["name"]) == ("schema-like", other)


def test_one_file_of_a_bundled_kind_can_be_replaced(tmp_path: Path) -> None:
    notice = {"templates/letters/notice/style.css": '@import "_shared/gb9704.css"; .own { color: red }'}
    write_files(project(tmp_path, letter=document()), notice)
    page = composed(tmp_path)
    assert ".own" in page.composed.css
    assert "请遵照执行" in page.composed.html


def test_an_own_definition_goes_before_the_shared_one(tmp_path: Path) -> None:
    schema = SCHEMA + "  title: {type: string, title: 证书名称}\n"
    assert loaded(with_kind(tmp_path, schema=schema)).schema["$defs"]["title"]["title"] == "证书名称"


@pytest.mark.parametrize(
    ("name", "nearest"), [("certificates/trainig", CERTIFICATE), ("letters/notices", "letters/notice")]
)
def test_a_mistyped_kind_is_answered_with_the_nearest(tmp_path: Path, name: str, nearest: str) -> None:
    (problem,) = problems(lambda: loaded(with_kind(tmp_path), name))
    assert (problem.code, str(problem.place)) == ("kind-unknown", "letter.yaml:1:7")
    assert f"（{nearest}）”" in problem.text("zh")
    assert nearest in problem.text("en")


def test_a_document_that_names_no_kind_is_told_so(tmp_path: Path) -> None:
    assert told(lambda: loaded(project(tmp_path), "")) == [("kind-missing", "letter.yaml:1:7")]


@pytest.mark.parametrize(
    ("schema", "code", "place"),
    [
        ("title: [未完\nproperties: {}\n", "schema-yaml", "schema.yaml:2:11"),
        ("title: a\nproperties: @\n", "schema-yaml", "schema.yaml:2:13"),
        ("title: \x00\n", "schema-yaml", "schema.yaml"),
        ("- title\n", "schema-no-mapping", "schema.yaml:1:1"),
        ("", "schema-no-mapping", "schema.yaml:1:1"),
        (SCHEMA.replace("type: object", "type: objekt"), "schema-invalid", "schema.yaml:3:7"),
        (SCHEMA.replace("required: [", "required: [1, "), "schema-invalid", "schema.yaml:4:12"),
        (SCHEMA.replace("{type: string, format", "{type: 7, format"), "schema-invalid", "schema.yaml:13:18"),
        (SCHEMA.replace("$defs/date", "$defs/datum"), "schema-reference", "schema.yaml:10:16"),
        (SCHEMA.replace("additionalProperties", "additionalPropertys"), "schema-word", "schema.yaml:5:22"),
        (SCHEMA.replace("format: line", "format: lines"), "schema-word", "schema.yaml:13:34"),
        (SCHEMA.replace("title: 持证人", "titel: 持证人"), "schema-word", "schema.yaml:13:47"),
        (SCHEMA.replace("title: 培训合格证\n", ""), "schema-incomplete", "schema.yaml"),
        (SCHEMA.replace("title, date, holder", "title, holder"), "schema-incomplete", "schema.yaml"),
    ],
)
def test_a_broken_schema_is_shown_to_its_author(tmp_path: Path, schema: str, code: str, place: str) -> None:
    assert told(lambda: loaded(with_kind(tmp_path, schema=schema)), TemplateError) == [(code, place)]


def test_a_broken_shared_definition_is_shown_in_its_own_file(tmp_path: Path) -> None:
    shared = (bundled() / "templates" / kinds.SHARED).read_text(encoding="utf-8")
    broken = shared + "bad:\n  type: strng\n"
    write_files(project(tmp_path), {f"templates/{kinds.SHARED}": broken})
    place = f"definitions.yaml:{broken.count(chr(10))}:9"
    assert told(lambda: loaded(tmp_path, "letters/notice"), TemplateError) == [("schema-invalid", place)]


def test_what_a_schema_lacks_is_named(tmp_path: Path) -> None:
    schema = SCHEMA.replace("office, title, date, ", "")
    (problem,) = problems(lambda: loaded(with_kind(tmp_path, schema=schema)), TemplateError)
    assert problem.values["names"] == "required: office、required: title、required: date"


def test_every_bundled_schema_is_sound() -> None:
    listed = kinds.listing(find(ROOT))
    assert len(listed) >= 6
    for kind in listed:
        Draft202012Validator.check_schema(dict(kind.schema))
        assert kind.sample.is_file()


@pytest.mark.parametrize(
    ("wanted", "name", "genre"),
    [
        ("letters/notice", "letters/notice", ""),
        ("notice", "letters/notice", ""),
        ("NOTICE", "letters/notice", ""),
        ("通知", "letters/notice", "通知"),
        ("通报", "letters/circular", "通报"),
        ("决定", "letters/decision", "决定"),
        ("函", "letters/official-letter", "函"),
        ("命令", "letters/order", "命令"),
        ("纪要", "letters/minutes", ""),
        ("工作提醒函", "letters/reminder", ""),
        (" 工作 提醒函 ", "letters/reminder", ""),
        ("《工作提醒函》", "letters/reminder", ""),
        ("提醒函", "letters/reminder", ""),
        ("奖状", "certificates/commendation", ""),
        ("结业证", "certificates/completion", ""),
        ("报告", "reports/work-report", ""),
        ("督导手册", "handbooks/supervision", ""),
        ("两个责任政策宣传资料", "handbooks/policy", ""),
    ],
)
def test_a_kind_is_found_by_the_names_people_give_it(wanted: str, name: str, genre: str) -> None:
    kind = kinds.load(bundled_project(), wanted, Place())
    assert (kind.name, kind.genre) == (name, genre)


@pytest.mark.parametrize(
    ("wanted", "code", "named"),
    [
        ("手册", "kind-ambiguous", "包保干部工作手册（handbooks/cadre）"),
        ("证书", "kind-ambiguous", "结业证书（certificates/completion）"),
        ("一封信", "kind-ambiguous", "致学生家长的一封信（letters/parents）"),
        ("工作提醒涵", "kind-unknown", "工作提醒函（letters/reminder）"),
        ("书", "kind-unknown", "letters/"),
        ("letters/remind", "kind-unknown", "letters/reminder"),
        ("", "kind-missing", "通知"),
    ],
)
def test_a_name_of_no_kind_or_of_several_is_answered_with_titles(wanted: str, code: str, named: str) -> None:
    (problem,) = problems(lambda: kinds.load(bundled_project(), wanted, Place()))
    assert problem.code == code
    assert named in problem.text("zh")


def test_a_document_may_name_its_kind_in_chinese(tmp_path: Path) -> None:
    project(tmp_path, letter=document(kind="通报", genre=None, title="关于测试的通报"))
    assert open_document(tmp_path / "content/letters/letter.yaml").values["genre"] == "通报"
    project(tmp_path, letter=document(kind="通知"))
    assert open_document(tmp_path / "content/letters/letter.yaml").kind.name == "letters/notice"


def test_a_kind_and_a_genre_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    project(tmp_path, letter=document(kind="通报", genre="通知"))
    found = told(lambda: open_document(tmp_path / "content/letters/letter.yaml"))
    assert found == [("genre-other-than-kind", "letter.yaml:3:8")]


def test_hints_speak_of_the_projects_own_office(tmp_path: Path) -> None:
    project(tmp_path, letter=document(office=None, doc_number="第七号"))
    found = problems(lambda: open_document(tmp_path / "content/letters/letter.yaml"))
    said = "".join(problem.text("zh") for problem in found)
    assert "office: shili" in said
    assert "示食安办〔2024〕3号" in said
    assert "拉食药安办" not in said
    assert "lasa" not in said


def test_projects_share_a_kind_as_long_as_their_files_and_their_words_are_the_same(tmp_path: Path) -> None:
    def schema(name: str, office: str, **own: str) -> Mapping[str, Any]:
        home = project(tmp_path / name)
        write_files(home, {"content/offices.yaml": OFFICES.replace("shili", office), **own})
        return kinds.load(find(home / "content/letters/letter.yaml"), "letters/notice", Place()).schema

    said = (ROOT / "templates/letters/notice/schema.yaml").read_text(encoding="utf-8")
    first = schema("a", "jia")
    assert schema("b", "jia") is first
    assert schema("c", "yi") is not first
    own = said.replace("title: ", "title: 本办", 1)
    assert schema("d", "jia", **{"templates/letters/notice/schema.yaml": own})["title"] == "本办通知"
    assert schema("e", "jia") is first
