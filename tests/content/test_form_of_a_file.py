"""A file as a form: its fields from the schema, in the order a clerk needs, with what stands there."""

import pickle
import re
from pathlib import Path

import pytest

import docgen
from docgen.content.forms.reading import FormFields
from docgen.content.forms.records import walked
from docgen.content.project import bundled_project
from docgen.content.schemas.fields import Fields
from docgen.content.source import parse
from tests.support.samples import ROOT, document, problems, project

LETTER = "content/letters/letter.yaml"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a letter's file in a project of its own."""
    return project(tmp_path, letter=document()) / LETTER


def widgets(form: docgen.Form) -> dict[str, str]:
    """Return what is to be typed in each field, by its name."""
    return {field.name: field.widget for field in form.all_fields()}


def test_each_field_has_what_is_to_be_typed_there() -> None:
    found = widgets(docgen.form(ROOT / "content/letters/reminder-2024-12.yaml"))
    wanted = {
        "kind": "fixed", "office": "choice", "figures": "choice", "serial": "number", "title": "title",
        "addressees": "lines", "body": "prose", "date": "date", "closing": "yes_no", "seal": "yes_no",
        "urgency": "choice", "contact": "group", "contact.phone": "line", "attachments": "groups",
        "acknowledge": "pairs", "recipients": "choice", "profile": "choice", "reply": "line",
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_what_is_required_or_filled_in_comes_first() -> None:
    form = docgen.form(ROOT / "content/letters/reminder-2024-12.yaml")
    assert all(field.required or field.filled for field in form.fields)
    assert not any(field.required or field.filled for field in form.others)
    assert form.fields[0].name == "kind"
    assert "confidential" not in widgets(form), "a field that is no longer needed"


def test_a_choice_is_shown_by_what_people_call_it() -> None:
    form = docgen.form(ROOT / "content/letters/reminder-2024-12.yaml")
    office, recipients = form.field(("office",)), form.field(("recipients",))
    assert office
    assert recipients
    assert [(one.value, one.title[:3]) for one in office.choices][:1] == [("lasa-shianban", "拉萨市")]
    assert "counties" in [one.value for one in recipients.choices]


def test_what_may_be_chosen_is_as_the_files_are_now(letter: Path) -> None:
    home = letter.parents[2]
    figures, offices = home / "content/figures/f.yaml", home / "content/offices.yaml"
    figures.parent.mkdir()
    for title in ("去年（示例）", "今年（示例）", "[", "明年（示例）"):
        figures.write_text(f"title: {title}\n", "utf-8")
        offices.write_text(f"shili:\n  name: {title}\n", "utf-8")
        form = docgen.form(letter)
        shown = {one.title for name in ("office", "figures") for one in form.field((name,)).choices}
        assert shown == ({"f"} if title == "[" else {title}), "one that cannot be read has no title"


def test_groups_that_are_there_and_one_more(letter: Path) -> None:
    text = letter.read_text(encoding="utf-8") + "\nattachments:\n  - {title: 甲, body: 乙}\n"
    found = docgen.form(letter, text).field(("attachments",))
    assert found
    assert found.blank
    assert [field.name for field in walked(found.fields)][:3] == [
        "attachments.0", "attachments.0.title", "attachments.0.body",
    ]  # fmt: skip
    assert found.fields[0].fields[0].value == "甲"
    assert found.blank.fields[0].path == ("attachments", 1, "title")
    assert found.blank.fields[0].required


def test_the_values_of_a_file_that_is_wrong_are_those_it_has(letter: Path) -> None:
    wrong = document().replace("date: 2024-06-20", "date: 2024-13-40\nseal: 也许\nnothing: 1")
    form = docgen.form(letter, wrong)
    date = form.field(("date",))
    assert date
    assert (date.value, date.widget) == ("2024-13-40", "date")
    assert form.values["seal"] == "也许"
    assert form.values["nothing"] == "1"


def test_what_is_no_yaml_is_told_with_its_line(letter: Path) -> None:
    told = problems(lambda: docgen.form(letter, "kind: letters/notice\ntitle：x\n"))
    assert [(problem.code, problem.place.line) for problem in told] == [("source-wide-colon", 2)]


def test_a_line_typed_for_a_list_is_a_list_of_one(letter: Path) -> None:
    form = docgen.form(letter, document(addressees="甲县，乙县"))
    found = form.field(("addressees",))
    assert found
    assert found.value == ["甲县，乙县"]


def test_the_line_of_a_text_in_the_file_is_known(letter: Path) -> None:
    text = document(body="|  # 注\n  第一行\n  第二行")
    body, title = docgen.form(letter, text).field(("body",)), docgen.form(letter, text).field(("title",))
    assert body
    assert title
    lines = text.split("\n")
    assert lines[body.first_line - 1] == "  第一行"
    assert lines[title.first_line - 1].startswith("title:")


SPEAKS_YAML = re.compile(
    r"\.yaml|YAML|docgen|--[a-z]|content/|templates/|[a-z_]+:|\b[a-z]{3,}(_[a-z]+)?\b|\[\w+, "
)
"""Words of files and commands, which a form does not have."""
DECLARED = ("data", "tables", "charts")
"""Fields that are declarations, changed in the file."""


def test_what_a_form_says_of_a_field_speaks_of_no_file() -> None:
    home = bundled_project()
    for kind in docgen.kinds():
        empty = parse("kind: x\n", Path("x.yaml"))
        fields = FormFields(home, empty, Fields(kind.schema, empty.values)).below(())
        for field in walked((*fields, *(one.blank for one in fields if one.blank))):
            words = re.sub(r"\{\{.*?\}\}", "", field.hint)  # which may be typed
            assert field.path[0] in DECLARED or not SPEAKS_YAML.search(words), (kind.name, field.name, words)


def test_every_file_that_ships_is_a_form_that_crosses_processes() -> None:
    files = [
        *(ROOT / "templates").glob("*/*/sample.yaml"),
        *(ROOT / "content").glob("letters/*.yaml"),
        ROOT / "content/offices.yaml",
        *(ROOT / "content").glob("figures/*.yaml"),
        ROOT / "content/handbooks/essentials/chapters/who.yaml",
    ]
    assert len(files) > 40
    for path in files:
        form = docgen.form(path, path.read_text(encoding="utf-8"))
        assert pickle.loads(pickle.dumps(form)) == form
        deep = [field.name for field in form.all_fields() if field.widget == "other" and field.filled]
        assert all(name.partition(".")[0] in ("tables", "charts", "figures") for name in deep), path
        assert all(field.title for field in form.all_fields()), path


REPORT = """\
kind: reports/survey
data:
  counties: {sheet: a.xlsx, columns: {主体: {unit: 家}, 比例: 主体 / 主体}}
  months: months.csv
tables: {主体: {data: counties, columns: [主体, 比例]}}
charts: {主体: {kind: bar, columns: [主体]}}
"""


def test_declared_data_are_groups_to_be_filled_in(tmp_path: Path) -> None:
    form = docgen.form(project(tmp_path) / "content/reports/a.yaml", REPORT)
    found = widgets(form)
    wanted = {
        "data": "named", "data.counties": "group", "data.counties.columns": "named", "data.months": "line",
        "data.counties.columns.主体": "group", "data.counties.columns.比例": "line",
        "tables.主体.columns": "lines", "charts.主体.kind": "choice",
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted
    data = form.field(("data",))
    assert data
    assert data.blank
    assert {one.name for one in data.blank.fields} >= {"data.……", "data.…….sheet"} - {"data.……"}, (
        "a group at first"
    )
    kinds, columns = form.field(("charts", "主体", "kind")), form.field(("tables", "主体", "columns"))
    assert kinds
    assert columns
    assert ("bar", "柱形") in [(one.value, one.title) for one in kinds.choices]
    assert [one.value for one in columns.choices] == ["主体", "比例"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("promises: {合计: {数: 3}}", "promises"),
        ("addressees: [[甲], 乙]", "addressees"),
        ("attachments: [[甲]]", "attachments"),
        ("acknowledge: {a: [甲]}", "acknowledge"),
    ],
)
def test_what_a_widget_could_not_give_back_is_left_as_it_is(letter: Path, text: str, name: str) -> None:
    written = re.sub(rf"(?m)^{name}:.*\n", "", letter.read_text("utf-8"))
    kind = "certificates/completion" if name == "promises" else "letters/notice"
    form = docgen.form(letter, f"{re.sub('kind: .*', f'kind: {kind}', written)}{text}\n")
    found = form.field((name,))
    assert found
    assert found.widget == "other"
