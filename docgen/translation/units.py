"""Units of translation (译文单位): what is translated and reviewed as one, its texts in Chinese and Tibetan.

In goes a `Document`, out come its units: each chapter's title and each block of a handbook, and of any kind
whose schema has a property `bo` each field that it translates. Their texts are as they were written, with
placeholders unfilled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docgen.content.chapters import Block, Chapter
from docgen.content.document import Document
from docgen.content.schemas.fields import dotted
from docgen.content.source import KeyPath, Source
from docgen.foundation.errors import Place

from .scripts import is_translation, needs_no_translation

CHINESE, TIBETAN = "zh", "bo"
CHINESE_ONLY = "汉文"
"""The layout of a handbook that prints no Tibetan."""


@dataclass(frozen=True)
class Segment:
    """One text of a unit on both sides, without the white space around it; empty where there is none."""

    path: KeyPath  # within the unit: () where the unit is one text, ("rows", 2, 1) in a table
    zh: str
    bo: str
    place: Place  # of the Tibetan, else of the Chinese

    @property
    def part(self) -> str:
        """Its path as a person counts: rows[3][2]."""
        return dotted(self.path)

    @property
    def is_wordless(self) -> bool:
        """Whether its Chinese needs no translator: a telephone number, a figure."""
        return needs_no_translation(self.zh)


def name_of(unit: str, part: str) -> str:
    """Return what a text is called: `duties-check answers[2]`, or the unit alone where that is one text."""
    return f"{unit} {part}".strip()


@dataclass(frozen=True)
class Pair:
    """A text, or a list or mapping of texts, in both languages; `bo` is None where there is none."""

    path: KeyPath  # within the unit: ("answers",) for the choices of a checklist, else ()
    zh: Any
    bo: Any
    zh_keys: KeyPath  # within the source
    bo_keys: KeyPath


@dataclass(frozen=True)
class Unit:
    """What is translated as one. Its id is its block's, its chapter's, or `bo.title`, and is its own."""

    id: str
    source: Source
    pairs: tuple[Pair, ...]

    @property
    def chapter(self) -> str:
        """The name of its file."""
        return self.source.path.stem

    @property
    def place(self) -> Place:
        """Where its translation stands, or should."""
        return self.source.key_place(*self.pairs[0].bo_keys)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its texts in the order of the Chinese; behind them those that only the Tibetan has."""
        return tuple(segment for pair in self.pairs for segment in side_by_side(pair, self.source))

    @property
    def zh(self) -> dict[str, str]:
        """The Chinese texts by part."""
        return {segment.part: segment.zh for segment in self.segments if segment.zh}

    @property
    def bo(self) -> dict[str, str]:
        """The Tibetan texts by part, as far as they have a Chinese one."""
        return {segment.part: segment.bo for segment in self.segments if segment.zh and segment.bo}

    @property
    def wordless(self) -> dict[str, str]:
        """The Chinese texts that need no translator, by part."""
        return {segment.part: segment.zh for segment in self.segments if segment.zh and segment.is_wordless}

    @property
    def needs_no_translation(self) -> bool:
        """Whether there is nothing in it to translate, nor anything else in the place of it."""
        return all(segment.is_wordless and segment.bo in ("", segment.zh) for segment in self.segments)

    @property
    def is_whole(self) -> bool:
        """Whether every Chinese text has its Tibetan; a text left in Chinese has none."""
        return all(is_translation(segment.zh, segment.bo) for segment in self.segments if segment.zh)


def side_by_side(pair: Pair, source: Source) -> Iterator[Segment]:
    """Yield the texts of a pair."""
    zh, bo = dict(texts(pair.zh)), dict(texts(pair.bo))
    for path in dict.fromkeys([*zh, *bo]):
        keys = pair.bo_keys if path in bo else pair.zh_keys
        place = source.place(*keys, *path)
        yield Segment((*pair.path, *path), zh.get(path, ""), bo.get(path, ""), place)


def texts(value: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text within a value after its path."""
    if isinstance(value, str) and value.strip():
        yield (), value.strip()
    parts = enumerate(value) if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, Mapping) else parts:
        for path, text in texts(part):
            yield (key, *path), text


def units(document: Document) -> tuple[Unit, ...]:
    """Return everything that can be translated in a document, in the order in which it is read."""
    return (*of_fields(document), *of_chapters(document))


def printed(document: Document) -> tuple[Unit, ...]:
    """Return the units of which a document prints the Tibetan too, or should.

    A handbook does, unless its layout is Chinese alone, and so does whatever has anything under `bo`.
    """
    in_both = bool(document.chapters) and document.values.get("layout") != CHINESE_ONLY
    fields = of_fields(document) if in_both or document.values.get(TIBETAN) else ()
    return (*fields, *(of_chapters(document) if in_both else ()))


def of_fields(document: Document) -> Iterator[Unit]:
    """Yield a unit for each field of a document that its kind's `bo` translates."""
    source, values = document.source, document.values
    for name in document.fields.properties((TIBETAN,)):
        bo = values.get(TIBETAN, {}).get(name)
        if name in values or bo is not None:
            pair = Pair((), values.get(name), bo, (name,), (TIBETAN, name))
            yield Unit(f"{TIBETAN}.{name}", source, (pair,))


def of_chapters(document: Document) -> Iterator[Unit]:
    """Yield the units of a handbook's chapters."""
    for chapter in document.chapters:
        yield from of_chapter(chapter)


def of_chapter(chapter: Chapter) -> Iterator[Unit]:
    """Yield the units of a chapter: its title, and each of its blocks."""
    yield Unit(chapter.id, chapter.source, (in_place(chapter.values, "title", (), ()),))
    for block in chapter.blocks:
        yield Unit(block.id, chapter.source, tuple(of_block(block)))


def of_block(block: Block) -> Iterator[Pair]:
    """Yield the content of a block, and the choices that stand beside it."""
    yield in_place(block.values, block.content, block.keys, ())
    if "answers" in block.values:
        yield in_place(block.values, "answers", block.keys, ("answers",))


def is_carried_over(block: Block) -> bool:
    """Say whether a block without Tibetan is printed in its place as it is: it has nothing to translate."""
    pairs = list(of_block(block))
    return all(pair.bo is None for pair in pairs) and all(
        needs_no_translation(text) for pair in pairs for _, text in texts(pair.zh)
    )


def in_place(values: Mapping[str, Any], name: str, keys: KeyPath, path: KeyPath) -> Pair:
    """Return the pair of a field that is written `{zh: …, bo: …}`; `keys` are those of `values`."""
    both = values[name]
    at = (*keys, name)
    return Pair(path, both[CHINESE], both.get(TIBETAN), (*at, CHINESE), (*at, TIBETAN))
