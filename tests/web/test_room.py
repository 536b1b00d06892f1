"""The room of the web: what it knows of docgen, what its process loads, and the words of its pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.foundation.errors import Problem
from docgen.foundation.messages import LANGUAGES
from docgen.web.answers import pages
from docgen.web.words import FOLDER
from docgen.web.workers.process import told
from tests import web as web_tests
from tests.support.samples import ROOT
from tests.whole.test_public import modules_after

WEB = ROOT / "docgen/web"
MODULES = sorted(WEB.rglob("*.py"))
NAME = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"""\bt\('([a-z-]+(?:\.[a-z-]+)+)'[,)]|words\([^"]*, "([a-z.-]+)"[,)]""")


def docgen_names(path: Path) -> Iterator[str]:
    """Yield what a module imports of docgen outside its own room."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("docgen"):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("docgen"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(WEB)))
def test_it_asks_the_public_functions_alone(path: Path) -> None:
    rooms = {name.split(".")[1] for name in docgen_names(path) if "." in name}
    assert rooms <= {"foundation"}
    if "docgen" in set(docgen_names(path)):
        assert WEB / "tasks" in path.parents or path.parent == WEB, "only tasks call docgen"


def test_the_web_process_draws_nothing() -> None:
    assert not modules_after("import docgen.web.application") & {
        "weasyprint",
        "docx",
        "pikepdf",
        "fontTools",
        "docgen.pipeline",
    }


def test_no_command_but_serve_loads_a_web_library() -> None:
    assert not modules_after("import docgen.cli, docgen; docgen.build") & {
        "fastapi",
        "starlette",
        "uvicorn",
        "docgen.web",
    }


def sentences(entry: Any, key: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield key and sentence of all words of a page."""
    if set(entry) <= set(LANGUAGES):
        yield key, entry
    else:
        for name, inner in entry.items():
            yield from sentences(inner, f"{key}.{name}")


def all_sentences() -> dict[str, dict[str, str]]:
    """Return all words of all pages by key."""
    return {
        key: entry
        for file in sorted(FOLDER.glob("*.yaml"))
        for key, entry in sentences(yaml.safe_load(file.read_text("utf-8")), file.stem)
    }


@pytest.mark.parametrize(("key", "entry"), all_sentences().items())
def test_both_languages_say_the_same(key: str, entry: dict[str, str]) -> None:
    assert set(entry) == set(LANGUAGES)
    assert all(isinstance(text, str) and text.strip() for text in entry.values())
    zh, en = (set(NAME.findall(entry[lang])) for lang in LANGUAGES)
    assert zh == en


def test_every_sentence_that_is_asked_for_is_there() -> None:
    files = [*MODULES, *(WEB / "pages").rglob("*.html")]
    asked = {"".join(key).strip(".") for file in files for key in KEY.findall(file.read_text("utf-8"))}
    assert len(asked) > 6
    assert asked - set(all_sentences()) == set()


def test_what_a_page_tells_of_the_register_speaks_of_no_command() -> None:
    values = {
        "step": "核稿",
        "numbers": "示食安办〔2024〕1号",
        "number": "示食安办〔2024〕1号",
        "known": "甲、乙",
    }
    for code in (
        "register-missing",
        "step-undone",
        "issue-changed",
        "issue-number-kept",
        "follow-which-addressee",
    ):
        text = told(Problem(code, values=values), "zh").text
        assert not re.search("docgen|--|命令|content/", text), text


def test_pages_bring_no_script_or_style_of_their_own() -> None:
    for file in (WEB / "pages").rglob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", text), file.name
        assert "|safe" not in text.replace(" ", "")
        assert pages().get_template(str(file.relative_to(WEB / "pages")))


def test_each_promise_is_held_by_tests_that_are_there() -> None:
    told = web_tests.__doc__ or ""
    promises = re.split(r"(?m)^\d+\. ", told)[1:]
    assert len(promises) == 14
    named = re.findall(r"\btest_\w+(?![\w/:])", told)
    there = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in named if f"def {name}(" not in there] == []
    files = re.findall(r"tests/(?:torture/\w+|\w+/test_\w+)|bench/\w+", told)
    assert [file for file in files if not (ROOT / f"{file}.py").is_file()] == []
