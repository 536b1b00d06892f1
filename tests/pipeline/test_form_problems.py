"""Every mistake that can be made in a form is shown at its field, in words without YAML."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import docgen
from docgen.compose.page import compose
from docgen.foundation.errors import DocgenError, Place, Problem
from docgen.foundation.messages import catalogue
from docgen.layout.fonts import resolve
from tests.support.samples import ROOT, document, project, write_files

LETTER = "content/letters/letter.yaml"
SPEAKS_YAML = re.compile(r"\.yaml|YAML|docgen [a-z]|--[a-z]|[a-z]+: |”（[a-z_.]+）")
BODY = "第一段（示例）。\n\n第二段（示例）。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a letter, an office, figures and a roster."""
    folder = tmp_path_factory.mktemp("desk")
    project(folder, letter=document(body="|\n  第一段（示例）。"), other=document())
    write_files(
        folder,
        {
            "content/figures/year.yaml": "title: 数据\nas_of: 2024-06-30\nsource: 报告\nfigures:\n"
            "  cadres: {title: 干部, value: 12, unit: 名}\n",
            "content/figures/broken.yaml": "title: 数据\nfigures:\n  cadres: {title: 干部}\n",
            "content/recipients/people.yaml": "title: 名单\nrecipients:\n  - {name: ''}\n",
        },
    )
    return folder


def told(path: Path, values: Mapping[str, Any]) -> list[docgen.FormProblem]:
    """Return all that is told of a letter filled in like this, at the fields of its form."""
    text = docgen.with_values(path, values)
    try:
        job = docgen.jobs(docgen.load(path, text))[0]
        problems = list(compose(job, resolve(job.document.project)).findings)
    except DocgenError as error:
        problems = [*error.problems]
    return docgen.form_problems(problems, docgen.form(path, text))


CASES: list[tuple[str, dict[str, Any], str, int | None]] = [
    ("field-missing", {"title": ""}, "title", None),
    ("field-missing", {"attachments": [{"title": "甲"}]}, "attachments.0.body", None),
    ("value-date-impossible", {"date": "2024-13-40"}, "date", None),
    ("value-date-short-year", {"date": "24.6.20"}, "date", None),
    ("value-not-date", {"date": "六月"}, "date", None),
    ("value-not-integer", {"copies": "三"}, "copies", None),
    ("value-too-small", {"copies": "0"}, "copies", None),
    ("value-not-among", {"urgency": "很急"}, "urgency", None),
    ("value-not-boolean", {"seal": "也许"}, "seal", None),
    ("text-unlike-pattern", {"classification": "密"}, "classification", None),
    ("doc-number-not-plain", {"doc_number": "示食安办[2024]7号"}, "doc_number", None),
    ("value-too-long", {"title": "长" * 201}, "title", None),
    ("office-unknown", {"office": "shilli"}, "office", None),
    ("file-unknown", {"figures": "yaer"}, "figures", None),
    ("file-unknown", {"profile": "gb"}, "profile", None),
    ("figure-value-count", {"figures": "broken"}, "figures", None),
    ("placeholder-unknown", {"body": BODY + "\n{{ figures.cardes }}。", "figures": "year"}, "body", 5),
    ("placeholder-below-nothing", {"body": BODY + "\n{{ figures.cadres }}。"}, "body", 5),
    ("heading-read", {"body": BODY + "\n一、自己编号\n\n后文。\n"}, "body", 5),
    ("heading-read", {"body": BODY + "\n一、自己编号\n\n后文。\n", "date": "六月"}, "body", 5),
    (
        "stars-as-text",
        {"attachments": [{"title": "甲", "body": "甲。\n\n**乙。\n"}]},
        "attachments.0.body",
        3,
    ),
    ("image-missing", {"body": BODY + "\n![图](无.png)\n"}, "body", 5),
    ("date-impossible", {"body": BODY + "\n定于2024年2月30日。\n"}, "body", 5),
    ("named-twice", {"addressees": ["甲县", "乙县", "甲县"]}, "addressees", 3),
    ("title-other-genre", {"title": "关于测试的报告"}, "title", None),
    ("dates-out-of-order", {"printed_on": "2024-06-01"}, "printed_on", None),
]


@pytest.mark.parametrize(("code", "values", "field", "line"), CASES)
def test_a_mistake_is_shown_at_its_field(
    home: Path, code: str, values: dict[str, Any], field: str, line: int | None
) -> None:
    found = told(home / LETTER, values)
    assert (code, field, line) in [(one.code, one.name, one.line) for one in found]
    assert not [one.text() for one in found if SPEAKS_YAML.search(one.text())]


def test_all_is_told_at_once_and_doubts_beside(home: Path) -> None:
    wrong = {"date": "六月", "office": "nobody", "body": BODY + "\n一、自己编号\n\n后文。\n"}
    found = {one.code: one.grade for one in told(home / LETTER, wrong)}
    assert found.items() >= {"value-not-date": "problem", "office-unknown": "problem"}.items()
    assert found["heading-read"] == "told"


def test_what_is_wrong_with_the_machine_is_at_no_field(home: Path) -> None:
    form = docgen.form(home / LETTER)
    place = Place(Path("templates/_shared/typefaces.yaml"), 3)
    problem = Problem("font-missing", place, {"role": "仿宋", "files": "甲", "package": "乙"})
    (found,) = docgen.form_problems([problem], form)
    assert (found.field, found.line, found.grade) == (None, None, "problem")
    assert found.place.endswith("typefaces.yaml:3")


def test_a_problem_of_the_offices_is_shown_in_their_form(home: Path) -> None:
    path = ROOT / "content/offices.yaml"
    form = docgen.form(path)
    keys = ("lasa-shianban", "contact", "phone")
    (found,) = docgen.form_problems(
        [Problem("list-item-empty", Place(path, 1, keys=keys), {"field": "“电话”"})], form
    )
    assert found.field == keys


ELSEWHERE = frozenset({
    "cluster-not-installed", "scheduler-missing", "worker-other-type",  # several machines
    "library-missing", "font-missing", "port-taken", "service-file", "service-key",
    "service-database",  # who keeps the machine
    "register-backup",
    "schema-incomplete", "schema-no-mapping", "schema-yaml",  # who makes templates
    "pdf-attached", "pdf-colour", "pdf-transparent", "pdf-untagged",  # files of others, judged by a command
    "finding-unknown", "booklet-of-roster", "no-project", "folder-without-documents", "source-is-folder",
    "handbook-needs-folder",  # what only a command can be given
    "source-colon-space", "source-syntax", "source-wide-colon",  # told beside the text of the file
    "translation-guess",  # of a translator's own program
})  # fmt: skip
"""Codes that speak of files or commands, and that no form and no button can cause."""


def test_what_a_form_or_button_can_cause_is_told_without_file_and_command() -> None:
    told = {}
    for code, words in catalogue().items():
        if "do" in words and code not in ELSEWHERE:
            both = [words.get(form, words[plain]) for form, plain in (("form-what", "what"), ("form", "do"))]
            told[code] = [one[lang] for one in both for lang in ("zh", "en") if SPEAKS_YAML.search(one["zh"])]
    assert {code: one for code, one in told.items() if one} == {}
    assert set(catalogue()) >= ELSEWHERE
