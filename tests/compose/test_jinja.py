"""Templates: what they may do, and that an error names file and line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, FileSystemLoader

from docgen.compose.jinja import environment, render
from docgen.foundation.errors import ContentError, Place, Problem, TemplateError


def rendered(template: str, **values: Any) -> str:
    return render(environment(DictLoader({"t": template})), "t", values)


def problem(template: str, **values: Any) -> Problem:
    with pytest.raises(TemplateError) as caught:
        rendered(template, **values)
    (found,) = caught.value.problems
    assert found.text("zh")
    assert found.text("en")
    return found


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ name }}", "示例县"),
        ("{{ letter.title }}", "函"),
        ("{{ letter['title'] }}", "函"),
        ("{{ letter.items }}", "字段"),
        ("{% for key, value in letter | items %}{{ key }}{% endfor %}", "titleitems"),
        ("{{ letter.get('none') or '无' }}", "无"),
        ("{{ names | join('、') }}", "甲、乙"),
        ("{{ rows | join('、', attribute='name') }}", "甲、乙"),
        ("{{ name ~ '，' ~ 3 }}", "示例县，3"),
        ("{{ 'a' * 3 }}{{ 2 * 3 + 1 }}{{ 7 % 4 }}", "aaa73"),
        ("{{ day.year }}", "2024"),
        ("{{ name.startswith('示例') and '是' }}", "是"),
        ("{% if letter.none is defined %}a{% else %}b{% endif %}", "b"),
        ("{% for n in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('&') }}", "<i>&amp;</i>"),
        ("{% if true %}\n  a\n  {% endif %}\nb", "  a\nb"),
    ],
)
def test_a_template_arranges_its_values(template: str, expected: str) -> None:
    letter = {"title": "函", "items": "字段"}
    values = {"name": "示例县", "letter": letter, "names": ["甲", "乙"], "day": date(2024, 6, 20)}
    assert rendered(template, rows=[{"name": "甲"}, {"name": "乙"}], **values) == expected


@pytest.mark.parametrize(
    "template", ["{{ v }}", "{{ v ~ '' }}", "{{ [v] | join }}", "{{ '' + v }}", "{{ v | upper }}"]
)
def test_every_value_is_escaped(template: str) -> None:
    assert rendered(template, v="<b>&").lower() == "&lt;b&gt;&amp;"


@pytest.mark.parametrize("value", [None, True, ["甲"], {"a": 1}, ("甲",)])
@pytest.mark.parametrize("template", ["{{ v }}", "{{ [v] | join }}", "{{ 'a' ~ v }}"])
def test_what_is_no_text_is_not_printed(template: str, value: object) -> None:
    assert problem(template, v=value).code == "template-unprintable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.j2").write_text(
        "一\n{% block b %}{% endblock %}\n{{ missing.part }}\n", encoding="utf-8"
    )
    (tmp_path / "child.j2").write_text('{% extends "base.j2" %}\n', encoding="utf-8")
    (tmp_path / "syntax.j2").write_text("一\n\n{% if %}\n", encoding="utf-8")
    (tmp_path / "broken-base.j2").write_text('\n{% include "syntax.j2" %}', encoding="utf-8")
    (tmp_path / "lost.j2").write_text('\n\n{% include "nowhere.j2" %}', encoding="utf-8")
    (tmp_path / "zero.j2").write_text("\n{{ 1 / 0 }}", encoding="utf-8")
    (tmp_path / "macro.j2").write_text(
        "{% macro m() %}\n{{ ''.__class__ }}\n{% endmacro %}\n\n{{ m() }}", encoding="utf-8"
    )
    (tmp_path / "loop.j2").write_text('\n{% include "loop.j2" %}', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "file", "line"),
    [
        ("child.j2", "template-undefined", "base.j2", 3),
        ("syntax.j2", "template-syntax", "syntax.j2", 3),
        ("broken-base.j2", "template-syntax", "syntax.j2", 3),
        ("lost.j2", "template-missing", "lost.j2", 3),
        ("zero.j2", "template-failed", "zero.j2", 2),
        ("macro.j2", "template-refused", "macro.j2", 2),
        ("loop.j2", "template-failed", "loop.j2", 2),
    ],
)
def test_an_error_names_the_template_and_its_line(
    folder: Path, name: str, code: str, file: str, line: int
) -> None:
    with pytest.raises(TemplateError) as caught:
        render(environment(FileSystemLoader(folder)), name, {})
    (found,) = caught.value.problems
    assert (found.code, found.place) == (code, Place(folder / file, line))


def test_a_problem_of_the_content_passes_through_a_template() -> None:
    def refuse(text: str) -> str:
        raise ContentError([Problem("not-ours")])

    made = environment(DictLoader({"t": "{{ 'a' | prose }}"}))
    made.filters["prose"] = refuse
    with pytest.raises(ContentError):
        render(made, "t", {})


@pytest.mark.parametrize(
    "name", ["../a", "/etc/passwd", "a/../../b", "a//b", "", ".hidden", "a/.git", "a\\b", "a\0b"]
)
def test_a_template_name_that_leads_elsewhere_does_not_exist(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("密", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        render(environment(FileSystemLoader(tmp_path / "templates")), name, {})
    assert caught.value.problems[0].code == "template-missing"


def test_a_loader_is_not_asked_for_a_name_that_leads_elsewhere() -> None:
    with pytest.raises(TemplateError):
        render(environment(DictLoader({"../t": "密"})), "../t", {})


@pytest.mark.parametrize("how", ["include", "extends", "import"])
def test_a_template_cannot_read_beyond_its_folder(tmp_path: Path, how: str) -> None:
    (tmp_path / "secret").write_text("密", encoding="utf-8")
    (tmp_path / "in").mkdir()
    line = '{% import "../secret" as s %}' if how == "import" else f'{{% {how} "../secret" %}}'
    (tmp_path / "in" / "t").write_text(line, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        render(environment(FileSystemLoader(tmp_path / "in")), "t", {})
    assert caught.value.problems[0].code == "template-missing"


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ 9 ** 9 ** 9 }}", "template-refused"),
        ("{{ 'a' * 10 ** 9 }}", "template-refused"),
        ("{{ 'a' * 1000000000 }}", "template-refused"),
        ("{{ 1000000000 * 'a' }}", "template-refused"),
        ("{{ ([0] * 1000000000) | length }}", "template-refused"),
        ("{{ '%9d' % 1 }}", "template-refused"),
        ("{{ '{:1000000000}'.format(1) }}", "template-refused"),
        ("{{ ''.ljust(1000000000) }}", "template-refused"),
        ("{{ ''.zfill(1000000000) }}", "template-refused"),
        ("{{ 'a'.replace('a', 'b') }}", "template-refused"),
        ("{{ (1).to_bytes(1000000000, 'big') }}", "template-refused"),
        ("{{ day.strftime('%1000000000d') }}", "template-refused"),
        ("{{ 1000000000000 * 1000000000000 * 2 }}", "template-refused"),
        ("{{ 'a' | center(1000000000) }}", "template-helper"),
        ("{{ [1] | batch(1000000000, 0) | list }}", "template-helper"),
        ("{{ 'a' | indent(1000000000) }}", "template-helper"),
        ("{{ range(1000000000) | list | length }}", "template-failed"),
        ("{{ lipsum(1000) }}", "template-undefined"),
        ("{% set a = 'a' * 10000 %}{% set b = [a] * 10000 %}{{ b | join }}", "template-refused"),
        ("{% set s = 'a' * 10000 %}{{ range(10000) | join(s) }}", "template-refused"),
        ("{% set a = '&' * 10000 %}{% set b = [a] * 300 %}{{ b | join }}", "template-refused"),
        ("{% set a = 'a' * 10000 %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}", "template-refused"),
        ("{% set a = 'a' * 10000 %}" + "{% set a = a + a %}" * 40 + "{{ a }}", "template-refused"),
        (
            "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "d(" * 40 + "'a'" + ")" * 40 + " }}",
            "template-refused",
        ),
        ("{% set x = 'a' * 9999 %}{% for i in range(99999) %}{{ x }}{% endfor %}", "template-refused"),
    ],
)
def test_a_template_cannot_fill_the_memory(template: str, code: str) -> None:
    assert problem(template, day=date(2024, 6, 20)).code == code


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{% autoescape false %}{{ v }}{% endautoescape %}", "template-syntax"),
        ("{{ v | safe }}", "template-helper"),
    ],
)
def test_escaping_cannot_be_switched_off(template: str, code: str) -> None:
    assert problem(template, v="<b>").code == code


@pytest.mark.parametrize(
    ("template", "name", "near"),
    [
        ("{{ persons }}", "persons", "document.persons"),
        ("{{ masthead }}", "masthead", "office.masthead"),
        ("{{ ofice.name }}", "ofice", "office"),
        ("{{ document.titel }}", "titel", "title"),
        ("{% for one in document.persons %}{{ one.nmae }}{% endfor %}", "nmae", "name"),
        ("{% if document.titel %}{% endif %}", "titel", "title"),
        ("{{ document.persons | map }}", "map", "max"),
        ("{{ document.contact.name }}", "None.name", "—"),
        ("{{ document.title.foot }}", "foot", "—"),
        ("{{ document.title | uper }}", "uper", "upper"),
        ("{{ document.title | ength }}", "ength", "length"),
        ("{% if document.title is strng %}{% endif %}", "strng", "string"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_the_one_that_was_meant(
    template: str, name: str, near: str
) -> None:
    document = {"title": "函", "persons": [{"name": "示例甲"}], "contact": None}
    found = problem(template, document=document, office={"name": "示例办", "masthead": "示例办"})
    assert (found.values["name"], found.values["near"]) == (name, near)


def test_where_nothing_is_near_all_that_there_is_is_named() -> None:
    found = problem("{{ qqq }}", document={"title": "函"}, office={}, figures=None)
    assert found.values["near"] == "document、figures、office"


SHELL = "<p>{% block head %}{% endblock %}</p>{% block body %}{% block inner %}{% endblock %}{% endblock %}"


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{% block boddy %}甲{% endblock %}", [("template-block", 2, "body")]),
        (
            "{% block xyz %}甲{% endblock %}\n\n  乙",
            [("template-block", 2, "body、head、inner"), ("template-outside", 4, None)],
        ),
        ("<p>甲</p>", [("template-outside", 2, None)]),
        ("\n{{ v }}", [("template-outside", 3, None)]),
        ("{% if v %}甲{% endif %}", [("template-outside", 2, None)]),
        ("{% for a in [1] %}{{ a }}{% endfor %}", [("template-outside", 2, None)]),
        ("{% include 'shell.j2' %}", [("template-outside", 2, None)]),
    ],
)
def test_words_that_no_page_would_show_are_told(template: str, found: list[tuple[str, int, str]]) -> None:
    texts = {"t": "{% extends 'middle.j2' %}\n" + template, "middle.j2": "{% extends 'shell.j2' %}"}
    with pytest.raises(TemplateError) as caught:
        render(environment(DictLoader({**texts, "shell.j2": SHELL})), "t", {"v": "值"})
    problems = caught.value.problems
    assert [(one.code, one.place.line, one.values.get("near")) for one in problems] == found


@pytest.mark.parametrize(
    "template",
    [
        "{% block body %}{% block own %}甲{% endblock %}{% endblock %}",
        "{% block inner %}甲{% endblock %}",
        "{% set a = '甲' %}{% macro m() %}乙{% endmacro %}{# 丙 #}\n{% block head %}{{ a }}{% endblock %}",
        "{% from 'shell.j2' import x %}{% block head %}甲{% endblock %}",
    ],
)
def test_what_has_its_place_in_a_page_is_printed(template: str) -> None:
    texts = {"t": "{% extends 'middle.j2' %}\n" + template, "middle.j2": "{% extends 'shell.j2' %}"}
    assert "甲" in render(environment(DictLoader({**texts, "shell.j2": SHELL})), "t", {})
