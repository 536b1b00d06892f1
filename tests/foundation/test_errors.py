"""A problem prints as place, what and remedy, and every sentence exists in both languages."""

import ast
import re
import string
from pathlib import Path

import pytest
import yaml

from docgen.foundation.errors import ContentError, Finding, Place, Problem, unique
from docgen.foundation.messages import FOLDER, LANGUAGES, catalogue, say

PACKAGE = FOLDER.parents[1]
CODES = sorted(code for code, entry in catalogue().items() if "what" in entry)
MISSING = {"field": "“标题”（title）", "name": "title", "example": "函", "about": ""}


def names_in(sentence: str) -> set[str]:
    """Return the names a sentence is filled in with."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place(Path("a/b.yaml")), "a/b.yaml"),
        (Place(Path("b.yaml"), 3), "b.yaml:3"),
        (Place(Path("b.yaml"), 3, 7), "b.yaml:3:7"),
    ],
)
def test_a_place_prints_as_editors_click_it(place, text):
    assert str(place) == text


def test_a_problem_prints_place_what_and_remedy():
    problem = Problem("field-missing", Place(Path("b.yaml"), 3), MISSING)
    assert problem.text("zh") == "b.yaml:3: 缺少“标题”（title）；请加上“title: 函”"
    assert problem.text("en") == 'b.yaml:3: “标题”（title） is missing; add "title: 函"'


def test_a_problem_without_a_place_begins_with_what():
    assert Problem("field-missing", values=MISSING).text("zh").startswith("缺少")


def test_an_error_carries_and_prints_every_problem():
    problems = [Problem("field-missing", Place(Path("b.yaml"), line), MISSING) for line in (1, 2)]
    error = ContentError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [problem.text("en") for problem in problems]


def test_problems_that_read_the_same_are_told_once():
    twice = Finding("source-empty", Place(Path("b.yaml")), subject="函")
    other = Finding("source-empty", Place(Path("c.yaml")), subject="函")
    assert unique([twice, other, twice]) == [twice, other]


def test_an_unknown_sentence_is_a_bug():
    with pytest.raises(KeyError):
        say("no-such-code.what", "zh")


def test_the_catalogue_has_sentences():
    assert len(CODES) > 50


def test_the_catalogue_is_all_that_its_files_say_each_thing_once():
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    entries = {key: entry for file in files for key, entry in file.items()}
    assert dict(catalogue()) == entries
    assert len(entries) == sum(map(len, files))


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_and_what_to_do_in_both_languages(code):
    for part in ("what", "do"):
        sentences = catalogue()[code][part]
        assert set(sentences) == set(LANGUAGES)
        assert all(isinstance(sentence, str) and sentence.strip() for sentence in sentences.values())


@pytest.mark.parametrize("code", [code for code in CODES if code != "figures-inconsistent"])
def test_both_languages_name_the_same_values(code):
    for part in ("what", "do"):
        zh, en = (names_in(catalogue()[code][part][lang]) for lang in LANGUAGES)
        assert zh == en
        assert not zh & {"key", "lang"}, "say() has parameters of these names"


FORM_WORDS = [(code, part) for code in CODES for part in ("form", "form-what") if part in catalogue()[code]]
FILLED_BY_A_FORM = {"example", "about"}
"""What every problem with a field brings along, named by its other sentences or not."""


@pytest.mark.parametrize(("code", "part"), FORM_WORDS)
def test_what_a_form_says_names_what_the_problem_brings_in_both_languages(code, part):
    entry = catalogue()[code]
    zh, en = (names_in(entry[part][lang]) for lang in LANGUAGES)
    told = names_in(entry["what"]["zh"]) | names_in(entry["do"]["zh"])
    assert zh == en
    assert zh <= told | FILLED_BY_A_FORM


SPEAKS_OF_FILES = re.compile(
    r"YAML|\.yaml|docgen [a-z]|--[a-z]|命令|运行(?!脚本)|[a-z_]+: |[a-z]_[a-z]|\[甲|content/|templates/"
    r"|（[a-z_]+）|(?:写|后写|在) ?[a-z]{3,}(?![a-z.])|\{name\}: "
)
"""Words of YAML, of files and of commands."""
FILES_OF_CONTENT = (
    "chapters compose data figures inspect kinds model pages prose recipients roster rules safety"
)
OF_NO_FORM = frozenset(
    [
        "css-import",
        "css-syntax",
        "schema-yaml",
        "schema-no-mapping",
        "schema-incomplete",
        "schema-like",
        "text-hidden",
        "finding-unknown",
    ]
)
"""What is told to authors of templates and style sheets, and of a command line's options."""


def test_what_a_form_says_of_content_speaks_of_no_file_and_no_command():
    codes = [
        code
        for name in FILES_OF_CONTENT.split()
        for code, entry in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")).items()
        if "what" in entry and code not in OF_NO_FORM
    ]
    assert len(codes) > 150
    spoken = {}
    for code in codes:
        entry = catalogue()[code]
        said = [entry.get("form-what", entry["what"])["zh"], entry.get("form", entry["do"])["zh"]]
        typed = re.compile(r"\{\{\{\{.*?\}\}\}\}|\{\w+\}(?!: \{example)")  # in prose it may be
        words = [typed.sub("", one) for one in said]
        if any(SPEAKS_OF_FILES.search(one) for one in words):
            spoken[code] = words
    assert spoken == {}


def test_every_code_stands_in_one_file_only():
    counts: dict[str, list[str]] = {}
    files = sorted(FOLDER.glob("*.yaml"))
    assert len(files) > 2
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1].strip() and not line.startswith("#"):
                counts.setdefault(line.partition(":")[0], []).append(path.name)
    assert {code: names for code, names in counts.items() if len(names) > 1} == {}


def codes_raised() -> set[str]:
    """Return every code the package names where it makes a problem or a finding."""
    makers = {"Problem", "Finding", "problem", "refuse", "conflict", "MisreadError"}
    codes = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in makers and isinstance(node.args[0].value, str):
                    codes.add(node.args[0].value)
    return codes


def test_every_code_that_is_raised_has_its_sentences():
    raised = codes_raised()
    assert len(raised) > 30
    assert raised - set(CODES) == set()
