"""A job becomes one HTML page and one style sheet: prose rendered, values safe, problems placed."""

import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from docgen.compose.page import plain_title
from docgen.composed import Composed
from docgen.foundation.errors import TemplateError
from docgen.pipeline.stops import Pipeline
from tests.support.samples import ROOT, composed, document, project, told, write_files

PLAIN = "{% extends '_shared/document.html.j2' %}"
NOTICE = "templates/letters/notice/template.html.j2"


def page(folder: Path, **fields: str | None) -> Composed:
    return composed(project(folder, letter=document(**fields))).composed


@pytest.mark.parametrize(
    ("fields", "html"),
    [
        ({"body": "甲**乙**"}, "<p>甲<strong>乙</strong></p>"),
        ({"title": "'{{ office.code }}*乙*'"}, ">示食安办*乙*</h1>"),
        ({"doc_number": "'{{x}}*食*〔2024〕7号'"}, ">{{x}}*食*〔2024〕7号</p>"),
        ({"title": "甲<b>&乙"}, ">甲&lt;b&gt;&amp;乙</h1>"),
        ({"addressees": "['{{ office.name }}', 某县]"}, "示例市食品安全办公室，某县："),
        ({"attachments": "[{title: '{{ office.code }}', body: 文}]"}, ">示食安办</h1>"),
        ({"attachments": "[{title: 表, body: '*文*'}]"}, "<p><em>文</em></p>"),
        ({"body": "于{{ date }}"}, "<p>于2024年6月20日</p>"),
    ],
)
def test_the_schema_says_what_is_prose(tmp_path: Path, fields: dict[str, str], html: str) -> None:
    assert html in page(tmp_path, **fields).html


def test_a_format_is_found_through_references(tmp_path: Path) -> None:
    schema = (ROOT / "templates/letters/notice/schema.yaml").read_text(encoding="utf-8")
    schema = schema.replace('{$ref: "#/$defs/note"}', '{allOf: [{$ref: "#/$defs/remark"}]}')
    schema += '$defs:\n  remark: {$ref: "#/$defs/note"}\n'
    write_files(tmp_path, {"templates/letters/notice/schema.yaml": schema})
    assert ">（示食安办）</p>" in page(tmp_path, note="'{{ office.code }}'").html


def test_a_field_left_out_is_none_to_the_template(tmp_path: Path) -> None:
    template = PLAIN + "{% block body %}{% if document.note is none %}没有附注{% endif %}{% endblock %}"
    write_files(tmp_path, {NOTICE: template})
    assert "没有附注" in page(tmp_path).html


def test_a_field_no_schema_knows_is_the_templates_fault(tmp_path: Path) -> None:
    template = PLAIN + "{% block body %}\n{{ document.boddy }}{% endblock %}"
    write_files(project(tmp_path, letter=document()), {NOTICE: template})
    assert told(lambda: composed(tmp_path), TemplateError) == [("template-undefined", "template.html.j2:2")]


def test_a_template_behind_a_link_out_of_the_folder_is_none(tmp_path: Path) -> None:
    write_files(
        project(tmp_path, letter=document()),
        {
            "outside.j2": "外",
            NOTICE: PLAIN + "{% block body %}\n{% include '_shared/own.html.j2' %}{% endblock %}",
        },
    )
    link = tmp_path / "templates/_shared/own.html.j2"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "outside.j2")
    assert told(lambda: composed(tmp_path), TemplateError) == [("template-missing", "template.html.j2:2")]


def test_the_problems_of_all_fields_come_together_each_at_its_letter(tmp_path: Path) -> None:
    body = "|\n  第一行\n  第二行{{ no.such }}\n"
    letter = document(
        body=body, title="关于{{ nothing }}的通知", attachments="[{title: '{{ a b }}', body: 文}]"
    )
    assert told(lambda: composed(project(tmp_path, letter=letter))) == [
        ("placeholder-unknown", "letter.yaml:5:8"),
        ("placeholder-unknown", "letter.yaml:9:6"),
        ("placeholder-name", "letter.yaml:11:23"),
        ("lines-joined", "letter.yaml:9:3"),
    ]


def test_a_document_with_a_place_for_its_number_and_none_in_it_is_a_draft(tmp_path: Path) -> None:
    numbered, draft = page(tmp_path / "a"), page(tmp_path / "b", doc_number=None)
    assert (numbered.metadata.draft, draft.metadata.draft) == (False, True)
    assert "草稿" not in numbered.css
    assert "草稿" in draft.css


def test_a_kind_without_numbers_is_never_a_draft(tmp_path: Path) -> None:
    fields = {"genre": None, "doc_number": None, "kind": "letters/leader-letter", "salutation": "县长"}
    assert not page(tmp_path, **fields).metadata.draft


def test_a_title_may_have_several_lines_and_is_one_in_the_files_properties(tmp_path: Path) -> None:
    made = page(tmp_path, title="|-\n  关于甲&\n  乙的通知")
    assert ">关于甲&amp;<br>乙的通知</h1>" in made.html
    assert made.metadata.title == "关于甲&乙的通知"


def test_the_properties_are_the_documents(tmp_path: Path) -> None:
    metadata = page(tmp_path).metadata
    assert (metadata.author, metadata.subject) == ("示例市食品安全办公室", "通知")
    assert (metadata.language, metadata.date.isoformat()) == ("zh-CN", "2024-06-20")


@pytest.mark.parametrize(("seal", "classes"), [("是", "notice"), ("否", "notice unsealed")])
def test_the_page_says_whether_it_is_to_be_sealed(tmp_path: Path, seal: str, classes: str) -> None:
    assert f'<body class="{classes}">' in page(tmp_path, seal=seal).html


def test_options_come_after_the_kinds_own_style(tmp_path: Path) -> None:
    css = page(tmp_path, preprinted="是", mirrored="是").css
    order = [css.index(rule) for rule in (".closing", "visibility: hidden", "margin-left: var(--page-right)")]
    assert order == sorted(order)
    assert "visibility: hidden" not in page(tmp_path / "b").css


def test_house_rules_and_measures_are_variables_before_everything(tmp_path: Path) -> None:
    root, _, rest = page(tmp_path).css.partition("}\n")
    assert root.startswith(":root {\n--page-top: 37mm;\n")
    assert "--name-width: " in root
    assert ":root" in rest


def test_composing_loads_no_writer() -> None:
    names = modules_after("import docgen.compose.page")
    assert {"docgen.prose.html", "jinja2"} <= names
    assert not names & {"docx", "weasyprint"}


def test_building_a_pdf_loads_no_word_writer() -> None:
    names = modules_after("import docgen.pipeline.build, docgen.write.pdf.single")
    assert "weasyprint" in names
    assert not names & {"docx", "docgen.write.word"}


def modules_after(code: str) -> set[str]:
    """Return the names of the modules that a fresh Python holds after `code`."""
    told = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    return set(subprocess.run(told, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split())


@pytest.mark.parametrize("name", ["letters/reminder-2024-12", "certificates/completion-2024"])
def test_a_page_is_parsed_once_while_it_is_composed(monkeypatch, name):
    stops, parsed, plain = Pipeline(), [], lxml.html.document_fromstring
    jobs = stops.jobs(ROOT / f"content/{name}.yaml")
    monkeypatch.setattr(lxml.html, "document_fromstring", lambda html: parsed.append(html) or plain(html))
    pages = [stops.composed(job) for job in jobs]
    assert parsed == [page.composed.html for page in pages]


def test_a_title_keeps_the_blank_that_spells_mongolian_in_the_files_properties() -> None:
    assert plain_title("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ<br>关于  甲&amp;乙") == "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ关于 甲&乙"
