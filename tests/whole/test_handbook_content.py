"""The bundled handbooks: figures are named, both languages hold the same values, no chapter is forgotten."""

import re

import pytest

from docgen.content import document, project
from docgen.content.chapters import FOLDER
from docgen.content.source import read
from docgen.translation import findings
from docgen.translation.glossary import glossary
from docgen.translation.units import units
from tests.support.samples import ROOT

HOME = project.find(ROOT / "content")
BOOKS = sorted((ROOT / "content" / "handbooks").glob("*/book.yaml"))
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")


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


@pytest.mark.parametrize("path", BOOKS, ids=named)
def test_both_languages_of_a_handbook_agree_and_keep_to_the_glossary(path):
    book = document.open_document(path)
    translated = [unit for unit in units(book) if unit.bo]
    terms = glossary(HOME)
    assert len(translated) > 10
    assert any(terms.pattern.search(text) for unit in translated for text in unit.zh.values())
    assert findings(book) == ()
