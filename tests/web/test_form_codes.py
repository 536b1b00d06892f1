"""Each code of the catalogue that content can cause: made once in a form, told at its field in plain words.

What is wrong is found and told by the functions that a form's page asks, without a browser. The tables are in
`form_codes/`; a code that is new fails here until it has its row, or its reason to have none.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from lxml import html

import docgen
from docgen.compose.page import compose
from docgen.foundation.errors import DocgenError
from docgen.foundation.messages import catalogue
from docgen.layout.fonts import resolve
from docgen.web.answers import page
from docgen.web.application import application
from docgen.web.gate.people import DESK
from docgen.web.settings import Settings
from docgen.web.tasks import editing
from docgen.web.words import texts
from docgen.web.workers.process import Bench
from tests.support.samples import ROOT, write_files
from tests.web import form_codes
from tests.web.form_codes import CHAPTER, HOME, Case, case_of, laid, offices, table

FOREIGN = re.compile(
    r"\.ya?ml|YAML|docgen [a-z]|--[a-z]|content/|templates/|[a-z_]+: |”（[a-z_.]+）"
    r"|@[a-z]+|\bJinja|Python|Traceback"
)
"""What a clerk at a form does not read: files, commands, keys, rules of style sheets."""
PROSE, DOCUMENTS, ELSEWHERE = table("prose"), table("documents"), table("elsewhere")
KINDS = sorted(one.name for one in docgen.kinds() if not one.name.startswith("handbooks/"))
WRONG = {
    "date": [("2024-13-40", "value-date-impossible"), ("六月", "value-not-date")],
    "number": [("三", "value-not-"), ("1,600", "value-number-not-plain")],
    "yes_no": [("也许", "value-not-boolean")],
    "choice": [("不在其中", "value-not-among office-unknown file-unknown printer-unknown order-unknown")],
}
"""What may be typed in a field that takes no words, and which codes (or their begin) tell of it."""
ROSTER = ("recipients",)
"""It is looked for when nothing else is wrong."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> "Desk":
    """A project with the sample of every kind, and a book of one chapter."""
    home = tmp_path_factory.mktemp("codes")
    for name in ("figures", "recipients", "images", "data"):
        shutil.copytree(ROOT / "content" / name, home / "content" / name)
    ours = (ROOT / "content/offices.yaml").read_text("utf-8")
    write_files(home, {**HOME, "content/offices.yaml": ours + offices()})
    (home / "content/samples").mkdir()
    for kind in KINDS:
        shutil.copy(ROOT / "templates" / kind / "sample.yaml", file_of(home, kind))
    return Desk(home)


def file_of(home: Path, kind: str) -> Path:
    """Return the document of a kind."""
    if kind == CHAPTER:
        return home / "content/handbooks/demo/chapters/a.yaml"
    return home / f"content/samples/{kind.replace('/', '-')}.yaml"


class Desk:
    """The forms of a project, and what they tell."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.bench = Bench(home, "zh", print)
        self.app: FastAPI = application(Settings(home, port=1))
        self.led: set[tuple[str, str]] = set()  # kinds and fields to which a link was followed
        self.kept: dict[bytes, dict[str, Any]] = {}

    def told(
        self, path: Path, put: Mapping[str, Any], is_shown: bool = False
    ) -> tuple[list[docgen.FormProblem], str | None]:
        """Return what is told of a document into whose form this is put, and what its file would say."""
        values = {**({} if "kind" in put else self.form_values(path)), **put}
        if is_shown:
            shown = editing.preview().show(path, values, page=1)
            return [*shown.problems, *shown.findings], None
        text: str | None = None
        try:
            text = docgen.with_values(path, values)
            job = docgen.jobs(docgen.load(path, text))[0]
            found = list(compose(job, resolve(job.document.project)).findings)
        except DocgenError as error:
            found = [*error.problems]
        return docgen.form_problems(found, docgen.form(path, text)), text

    def form_values(self, path: Path) -> dict[str, Any]:
        """Return what a document's form says, as its file has it now."""
        data = path.read_bytes()
        if data not in self.kept:
            self.kept[data] = dict(docgen.form(path).values)
        return dict(self.kept[data])

    def page_of(self, path: Path) -> Any:
        """Return the page of a document's form."""
        name = str(path.relative_to(self.home / "content").with_suffix(""))
        form = editing.form(self.bench, name)
        scope = {
            "type": "http",
            "method": "GET",
            "path": f"/documents/{name}",
            "headers": [],
            "app": self.app,
            "person": DESK,
        }
        said = {key: entry["zh"] for key, entry in texts("editing")["script"].items()}
        text = page(Request(scope), "editing", form=form, said=said, title="示例").body
        return html.document_fromstring(bytes(text).decode())


def target(form: Any, path: tuple[str | int, ...]) -> Any:
    """Return the control that a link of the summary leads to, found as static/form.js does; None for none."""
    found, fields, rest = None, below(form), list(path)
    while rest:
        key = rest.pop(0)
        field = next((one for one in fields if one.get("data-key") == str(key)), None)
        if field is None:
            break
        found, fields = field, []
        widget = field.get("data-widget")
        if widget == "group":
            fields = below(field)
        elif widget in ("groups", "named", "texts", "pairs") and rest:
            item = item_of(field, rest.pop(0))
            if item is None:
                break
            found, fields = item, below(item)
    controls = found.xpath(".//input | .//select | .//textarea | .//button") if found is not None else []
    return controls[0] if controls else None


def below(element: Any) -> list[Any]:
    """Return the fields directly in a form, a group or an item."""
    return list(element.xpath("./*[contains(@class, 'fields')]/*[contains(@class, 'field')]")) + list(
        element.xpath("./details/*[contains(@class, 'fields')]/*[contains(@class, 'field')]")
    )


def item_of(field: Any, key: str | int) -> Any:
    """Return an item of a repeated field: by its number, or by the name it is given."""
    items = field.xpath("./*[contains(@class, 'items')]/*")
    if isinstance(key, int):
        return items[key] if key < len(items) else None
    names = [one.xpath("string(./*[@class='called']/input/@value)") for one in items]
    return items[names.index(key)] if key in names else None


def foreign(found: list[docgen.FormProblem]) -> list[str]:
    """Return the sentences of which a clerk would not know what they speak of."""
    return [text for one in found for lang in ("zh", "en") if FOREIGN.search(text := one.text(lang))]


@pytest.mark.parametrize("code", [*DOCUMENTS, *PROSE["alone"]])
def test_what_is_wrong_is_told_at_its_field_in_words_of_a_form(desk: Desk, code: str) -> None:
    alone = PROSE["alone"].get(code)
    case = Case(code, "letters/notice", {"body": alone}, "body") if alone else case_of(code, DOCUMENTS[code])
    with laid(desk.home, case, file_of(desk.home, case.kind)) as path:
        found, text = desk.told(path, case.put, case.is_shown)
        told = [one for one in found if one.code == case.code]
        assert case.at in [one.name for one in told], [(one.code, one.name, one.text()) for one in found]
        assert foreign(found) == []
        for one in told:
            assert one.field is None or one.title, "a link says where it leads"
        if "." in case.at and text is not None and (case.kind, case.at) not in desk.led:
            desk.led.add((case.kind, case.at))
            path.write_text(text, "utf-8")
            form = desk.page_of(path).get_element_by_id("form")
            assert all(target(form, one.field) is not None for one in told if one.field)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_in_a_text_is_told_in_every_text_of_every_kind(desk: Desk, kind: str) -> None:
    path = file_of(desk.home, kind)
    fields = [
        one.name for one in docgen.form(path).all_fields() if one.widget == "prose" and len(one.path) == 1
    ]
    for group in ("told", "parsed", "filled", "led") if fields else ():
        body, at = "第一段（示例）。", {}
        for code, text in PROSE[group].items():
            at[code] = range(body.count("\n") + 3, body.count("\n") + 4 + text.count("\n"))
            body += f"\n\n{text}"
        found, _ = desk.told(path, {"figures": "", **dict.fromkeys(fields, f"{body}\n")})
        told = {(one.code, one.name, one.line) for one in found}
        for field in fields:
            lost = [code for code, lines in at.items() if not told & {(code, field, line) for line in lines}]
            assert lost == [], field
        assert foreign(found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_date_no_number_or_none_of_the_choices_is_told_at_every_such_field(
    desk: Desk, kind: str
) -> None:
    path = file_of(desk.home, kind)
    form = docgen.form(path)
    for turn in range(2):
        put = desk.form_values(path)
        wrong = {}
        for one in form.all_fields():
            if one.widget in WRONG and not one.free and one.path != ROSTER and is_there(put, one.path):
                value, codes = WRONG[one.widget][turn % len(WRONG[one.widget])]
                wrong[one.name] = codes.split()
                lay(put, one.path, value)
        found, text = desk.told(path, put)
        told = [(one.code, one.name) for one in found]
        for name, codes in wrong.items():
            assert any(at == name and code.startswith(tuple(codes)) for code, at in told), (name, codes, told)
        assert foreign(found) == []
    sample, text = path.read_bytes(), text or ""
    path.write_text(text, "utf-8")
    form_page = desk.page_of(path).get_element_by_id("form")
    path.write_bytes(sample)
    assert [one.name for one in found if one.field and target(form_page, one.field) is None] == []


def is_there(values: Any, path: tuple[str | int, ...]) -> bool:
    """Say whether what a field lies in is there: it may itself be empty."""
    for key in path[:-1]:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            return False
    return isinstance(values, dict)


def lay(values: Any, path: tuple[str | int, ...], value: str) -> None:
    """Put a value into what a form says, which nobody else has."""
    *way, last = path
    for key in way:
        values[key] = dict(values[key]) if isinstance(values[key], Mapping) else list(values[key])
        values = values[key]
    values[last] = value


def test_every_code_has_its_row_or_its_reason() -> None:
    elsewhere = [code for codes in ELSEWHERE.values() for code in codes]
    rows = [*DOCUMENTS, *(code for group in PROSE.values() for code in group)]
    known = [code for code, words in catalogue().items() if "do" in words]
    assert sorted([*rows, *elsewhere]) == sorted(known), form_codes.__doc__
    assert len(rows) > 300
