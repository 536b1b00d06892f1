"""Chapters as a page shows them: every block rendered in each language, with its marks."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import Any

from markupsafe import Markup

from docgen.content.assets import Assets
from docgen.content.chapters import Block, Chapter
from docgen.content.document import Document
from docgen.content.languages import language
from docgen.content.schemas.fields import Fields
from docgen.content.schemas.validation import in_file_order
from docgen.foundation.errors import ContentError, Finding, Problem, collect_each
from docgen.foundation.suggest import nearest
from docgen.prose.rendering import Rendering
from docgen.translation.units import is_carried_over

LANGUAGES = {"汉文": "zh", "藏文": "bo"}
WIDE = frozenset({"table", "checklist", "figure", "form"})
"""Contents that need the whole width of a page, also where two languages face each other."""
SHARES = 60
"""Into how many parts the width of a table is divided."""
FEW, COARSE = 6, 3
"""Up to so many columns, widths are multiples of so many parts."""
NARROWEST = 3
"""Characters that a column has room for at least."""
TIBETAN_SPAN = re.compile(r'<span lang="bo">([^<]*)</span>')
TIBETAN = 0.3
"""How much of a Chinese character's width a Tibetan code point takes, since many stand above each other."""
DRAFT = "draft"
REFERENCE = re.compile(r'href="#([^"]*)"')


@dataclass(frozen=True)
class Marks:
    """What is to be marked in print, by the id of a block or chapter."""

    states: Mapping[str, str]
    changed: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """One block (段落): its text by language, rendered, None where there is no translation."""

    id: str
    content: str  # prose, table …
    texts: Mapping[str, Any]
    companions: Mapping[str, Any]  # level, widths, answers …
    marks: "Marks"
    is_under_draft: bool = False  # its heading says "draft" of all that stands under it

    @property
    def state(self) -> str:
        """How far its translation is: missing, draft, stale or reviewed."""
        return self.marks.states.get(self.id, "missing")

    @property
    def is_translated(self) -> bool:
        """Whether it has a text of its own in Tibetan, and not what needs no translation."""
        return self.texts["bo"] not in (None, self.texts["zh"])

    @property
    def marked_state(self) -> str:
        """Its state where print says it at the block, nothing where its heading has said it."""
        return "" if self.is_under_draft else self.state

    @property
    def changed(self) -> bool:
        """Whether it says otherwise than the edition the book is held against."""
        return self.id in self.marks.changed

    @property
    def shares(self) -> list[int]:
        """The widths of a table's columns in parts of SHARES: as the clerk says, else as the text wants.

        Their ends are rounded, not they: so they fill the table and no more. Of few columns the ends are
        rounded coarsely, so that those of tables below each other often meet.
        """
        widths = self.companions["widths"] or wanted_widths([table for table in self.texts.values() if table])
        grain = COARSE if len(widths) <= FEW else 1
        ends = [grain * round(end * SHARES / grain / sum(widths)) for end in accumulate(widths, initial=0)]
        return [max(grain, end - start) for start, end in pairwise(ends)]

    @property
    def places(self) -> int:
        """How many fields the fullest row of a form has."""
        return max(map(len, self.texts["zh"]["rows"]))

    @property
    def heights(self) -> list[int]:
        """How many times the usual height each row of a form has: as the clerk says, else once."""
        rows = max(len(text["rows"]) for text in self.texts.values() if text)
        said = self.companions["heights"] or []
        return [*said, *[1] * (rows - len(said))]

    def printed(self, languages: Sequence[str]) -> list[str]:
        """Return those of a book's languages in which it can be read; at worst it stands in Chinese."""
        return [language for language in languages if self.texts[language]] or ["zh"]


@dataclass(frozen=True)
class Part:
    """One chapter (章)."""

    id: str
    title: Mapping[str, Any]  # by language
    passages: tuple[Passage, ...]
    marks: Marks
    findings: tuple[Finding, ...] = ()  # what is told of its texts

    @property
    def state(self) -> str:
        """How far the translation of its title is."""
        return self.marks.states.get(self.id, "missing")

    @property
    def is_draft(self) -> bool:
        """Whether all that is translated in it is a draft."""
        title = self.state == DRAFT or not self.title["bo"]
        return title and all(one.state == DRAFT for one in self.passages if one.is_translated)

    @property
    def translated(self) -> bool:
        """Whether any of its blocks has a translation."""
        return any(passage.texts["bo"] for passage in self.passages)

    @property
    def runs(self) -> list[tuple[bool, list[Passage]]]:
        """Its blocks in stretches of such as need the whole width (True) and such as do not."""
        return [(wide, list(run)) for wide, run in groupby(self.passages, lambda p: p.content in WIDE)]


def parts(document: Document, names: Mapping[str, object], marks: Marks) -> tuple[Part, ...]:
    """Return the chapters of a book, rendered.

    Raises ContentError with the problems of all chapters.
    """
    return tuple(collect_each(document.chapters, lambda chapter: part(chapter, document, names, marks)))


def part(chapter: Chapter, document: Document, names: Mapping[str, object], marks: Marks) -> Part:
    """Return one chapter, rendered. Raises ContentError for everything in it that leads nowhere."""
    fields = Fields(chapter.schema, chapter.source.values)
    said = language(document.project).said
    rendering = Rendering(chapter.source, fields, names, document.assets, said)
    values = rendering.mapping(chapter.values, ())
    pairs = zip(chapter.blocks, values["blocks"], strict=True)
    passages = tuple(passage(block, rendered, marks) for block, rendered in pairs)
    lost = [*lost_references(chapter, passages, document.ids), *lost_images(chapter, document.assets)]
    if problems := [*rendering.problems, *rendering.named.refused(), *lost]:
        raise ContentError(sorted(problems, key=in_file_order))
    title_is_draft = bool(values["title"]["bo"]) and marks.states.get(chapter.id) == DRAFT
    marked = tuple(marked_once(passages, title_is_draft))
    return Part(chapter.id, values["title"], marked, marks, tuple(rendering.findings))


def marked_once(passages: Iterable[Passage], title_is_draft: bool) -> Iterator[Passage]:
    """Give the passages of a chapter; a draft heading, or title, speaks for what is all draft below it."""
    is_draft = title_is_draft
    for is_heading, section in groupby(passages, lambda one: one.content == "heading"):
        found = list(section)
        if is_heading:
            is_draft = all(one.state == DRAFT for one in found)
            yield from found
        else:
            covered = is_draft and all(one.state == DRAFT for one in found if one.is_translated)
            yield from (replace(one, is_under_draft=covered) for one in found)


def passage(block: Block, rendered: Mapping[str, Any], marks: Marks) -> Passage:
    """Return one block as a page shows it."""
    companions = {name: value for name, value in rendered.items() if name not in ("id", block.content)}
    both = rendered[block.content]
    texts = {**both, "bo": both["zh"] if is_carried_over(block) else unspanned(both["bo"])}
    return Passage(block.id, block.content, texts, companions, marks)


def unspanned(value: Any) -> Any:
    """Return Tibetan text without the spans that set single words as Tibetan: all of it is."""
    if isinstance(value, Markup):
        return Markup(TIBETAN_SPAN.sub(r"\1", value))
    if isinstance(value, Mapping):
        return {name: unspanned(item) for name, item in value.items()}
    return [unspanned(item) for item in value] if isinstance(value, list) else value


def wanted_widths(tables: Sequence[Mapping[str, Any]]) -> list[float]:
    """Return how wide each column of a table would be, so that it suits all its languages.

    Long text takes lines rather than width, so a column ten times as full is some five times as wide.
    """
    rows = [row for table in tables for row in (table["head"], *table["rows"])]
    fullest = (max(map(breadth, column)) for column in zip(*rows, strict=True))
    return [max(NARROWEST, length) ** 0.7 for length in fullest]


def breadth(cell: str) -> float:
    """Return about how wide a text is in one line, in Chinese characters."""
    text = Markup(cell).striptags()
    tibetan = sum("\u0f00" <= character <= "\u0fff" for character in text)
    return len(text) - tibetan * (1 - TIBETAN)


def lost_references(
    chapter: Chapter, passages: Sequence[Passage], known: Collection[str]
) -> Iterator[Problem]:
    """Give the cross-references of a chapter that name none of the `known` ids of the book."""
    for block, rendered in zip(chapter.blocks, passages, strict=True):
        for name in REFERENCE.findall(" ".join(texts(rendered.texts))):
            if name not in known:
                place = chapter.source.place(*block.keys, block.content)
                yield Problem("reference-unknown", place, {"name": name, "nearest": nearest(name, known)})


def lost_images(chapter: Chapter, assets: Assets) -> Iterator[Problem]:
    """Give the pictures of a chapter's figures that are not there or cannot be printed."""
    for block in chapter.blocks:
        image = block.values.get("image")
        if image is not None:
            yield from assets.problems(image, chapter.source.place(*block.keys, "image"))


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a rendered value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
