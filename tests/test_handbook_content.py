"""The bundled handbooks: figures are named, both languages hold the same values, no chapter is forgotten."""

import re

import pytest

from docgen import document, project
from docgen.chapters import FOLDER
from docgen.source import read
from tests.samples import ROOT

HOME = project.find(ROOT / "content")
BOOKS = sorted((ROOT / "content" / "handbooks").glob("*/book.yaml"))
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
DIGITS = re.compile(r"\d+")


def blocks(path):
    """Yield the blocks of a book."""
    for chapter in document.check(HOME, read(path)).chapters:
        yield from chapter.blocks


def strings(value):
    """Yield every text in a block's content in one language."""
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def written(text):
    """Return a content in one language as one text."""
    return "\n".join(strings(text))


def named(path):
    return path.parent.name


def test_there_are_handbooks():
    assert {"essentials", "policy", "supervision"} <= {named(path) for path in BOOKS}


@pytest.mark.parametrize("path", BOOKS, ids=named)
def test_every_chapter_file_stands_in_its_book(path):
    listed = read(path).values["chapters"]
    assert sorted(listed) == sorted(file.stem for file in (path.parent / FOLDER).glob("*.yaml"))


@pytest.mark.parametrize("path", BOOKS, ids=named)
def test_no_figure_of_a_handbook_is_typed_where_it_could_be_named(path):
    figures = document.find_figures(HOME, read(path)).figures
    kept = {
        f"{figure}{figure.unit}"
        for figure in figures.values()
        if isinstance(figure.value, int) and figure.unit
    }
    assert "15688家" in kept
    text = PLACEHOLDER.sub("", "\n".join(written(block.texts) for block in blocks(path)))
    assert {printed for printed in kept if re.search(rf"(?<!\d){printed}", text)} == set()


def test_the_two_languages_of_a_block_hold_the_same_numbers_and_placeholders():
    pairs = [block.texts for path in BOOKS for block in blocks(path) if "bo" in block.texts]
    assert len(pairs) > 20
    for texts in pairs:
        chinese, tibetan = written(texts["zh"]), written(texts["bo"])
        assert sorted(PLACEHOLDER.findall(tibetan)) == sorted(PLACEHOLDER.findall(chinese))
        assert sorted(DIGITS.findall(tibetan)) == sorted(DIGITS.findall(chinese))


def test_the_tibetan_of_a_handbook_keeps_to_the_glossary():
    terms = sorted(read(ROOT / "content/glossary.yaml").values["terms"], key=lambda term: -len(term["zh"]))
    assert len({term["zh"] for term in terms}) == len(terms) > 20
    used = set()
    for texts in (block.texts for path in BOOKS for block in blocks(path) if "bo" in block.texts):
        chinese, tibetan = written(texts["zh"]), written(texts["bo"])
        for term in terms:
            if term["zh"] in chinese:
                chinese = chinese.replace(term["zh"], "")  # 市场监管局 is not asked for 局 too
                used.add(term["zh"])
                assert term["bo"] in tibetan, f"{term['zh']}: {tibetan}"
    assert len(used) > 8
