"""The chapters (章) of a handbook: content/handbooks/NAME/chapters/*.yaml, each a list of blocks (段落).

In goes the `Source` of a book.yaml, out come its chapters in the order the book names them, checked. A block
has an id that is its own in the whole book, since translations, editions and cross-references are kept by it,
and one content, whose texts stand in Chinese and Tibetan side by side.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError, ErrorCollector, Problem
from docgen.foundation.suggest import nearest
from docgen.foundation.working_folder import whole

from . import schemas
from .project import Project
from .schemas import validation
from .schemas.lists import with_lists
from .source import KeyPath, Source, read

SCHEMA = "_shared/chapter.schema.yaml"
BOOK = "book.yaml"
"""The file of a handbook's folder that names its chapters."""
FOLDER = "chapters"
CONTENTS = ("heading", "prose", "list", "table", "checklist", "figure", "note", "question", "form")
COMPANIONS = {
    "level": "heading", "ordered": "list", "widths": "table", "answers": "checklist", "image": "figure",
    "tone": "note", "tear_out": "form", "heights": "form",
}  # fmt: skip
"""What may stand beside a content, and beside which."""


@dataclass(frozen=True)
class Block:
    """One block of a chapter; `values` are typed by the schema, prose still as it was written."""

    id: str
    content: str  # one of CONTENTS
    values: Mapping[str, Any]
    keys: KeyPath  # of the block in its chapter's file

    @property
    def texts(self) -> Mapping[str, Any]:
        """The block's content by language: `zh`, and `bo` where there is one."""
        texts: Mapping[str, Any] = self.values[self.content]
        return texts


@dataclass(frozen=True)
class Chapter:
    """One chapter, checked."""

    id: str  # the file's name without .yaml
    source: Source
    schema: Mapping[str, Any]
    values: Mapping[str, Any]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in order."""
        return tuple(
            Block(values["id"], content_of(values)[0], values, ("blocks", number))
            for number, values in enumerate(self.values["blocks"])
        )


def names_chapters(schema: Mapping[str, Any]) -> bool:
    """Say whether a kind is a handbook: a document with a list of chapters."""
    return "chapters" in schema["properties"]


def book_of(file: Path) -> Path | None:
    """Return the book that a chapter's file belongs to, None for any other file."""
    book = whole(file).parent.parent / BOOK
    return book if file.parent.name == FOLDER and book.is_file() else None


def chapters(project: Project, book: Source) -> tuple[Chapter, ...]:
    """Return the chapters that `book` names, in its order.

    Raises ContentError with the problems of all of them.
    """
    schema = schemas.read(project.template(SCHEMA))
    paths = {path.stem: path for path in sorted((book.path.parent / FOLDER).glob("*.yaml"))}
    tries = ErrorCollector()
    tried = [
        tries.run(partial(chapter, book, paths, number, name, schema), None)
        for number, name in enumerate(chapter_names(book))
    ]
    found = [one for one in tried if one]
    tries.run(lambda: refuse_same_ids(found), None)
    tries.raise_all()
    return tuple(found)


def chapter_names(book: Source) -> list[str]:
    """Return the names under `chapters`; a list of anything else is the schema's to judge."""
    listed = book.values.get("chapters")
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def chapter(
    book: Source, paths: Mapping[str, Path], number: int, name: str, schema: Mapping[str, Any]
) -> Chapter:
    """Return one chapter. Raises ContentError when there is no such file, or for what is wrong in it."""
    if name not in paths:
        values = {"name": name, "nearest": nearest(name, paths)}
        raise ContentError([Problem("chapter-unknown", book.place("chapters", number), values)])
    return chapter_of(name, read(paths[name]), schema)


def chapter_of(name: str, source: Source, schema: Mapping[str, Any]) -> Chapter:
    """Return the chapter that a file says. Raises ContentError for what is wrong in it."""
    source = with_lists(source, schema)
    return Chapter(name, source, schema, checked(source, schema))


def checked(source: Source, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values of a chapter's file. Raises ContentError with all that is wrong in its blocks."""
    values, problems = validation.judged(source, schema)
    wrong = wrong_blocks(source, sound_blocks(source, values, problems))
    if problems := [*problems, *wrong]:
        raise ContentError(sorted(problems, key=validation.in_file_order))
    return values


def sound_blocks(
    source: Source, values: Mapping[str, Any], problems: Iterable[Problem]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the blocks, with their numbers, in which the schema found nothing wrong."""
    blocks = values.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    starts = [validation.spot(source.place("blocks", number)) for number in range(len(listed))]
    wrong = {bisect(starts, validation.spot(problem.place)) - 1 for problem in problems}
    yield from ((number, block) for number, block in enumerate(listed) if number not in wrong)


def content_of(values: Mapping[str, Any]) -> list[str]:
    """Return the contents that a block has; it should have one."""
    return [name for name in CONTENTS if name in values]


def wrong_blocks(source: Source, blocks: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[Problem]:
    """Give the blocks without one content, with a companion of another, or that are ragged."""
    for number, block in blocks:
        keys, contents = ("blocks", number), content_of(block)
        if len(contents) != 1:
            told = {"id": block["id"], "found": "、".join(contents), "known": "、".join(CONTENTS)}
            yield Problem("block-content", source.place(*keys), told)
            continue
        for name, content in COMPANIONS.items():
            if (*keys, name) in source.places and content != contents[0]:
                place = source.key_place(*keys, name)
                yield Problem("block-companion", place, {"name": name, "content": content})
        if contents == ["table"]:
            yield from ragged_rows(source, block, keys)
        if contents == ["form"]:
            yield from uneven_heights(source, block, keys)
        if contents == ["figure"] and "image" not in block:
            yield Problem("block-without-image", source.place(*keys), {"id": block["id"]})


def ragged_rows(source: Source, block: Mapping[str, Any], keys: KeyPath) -> Iterator[Problem]:
    """Give the rows, and the list of widths, that have not as many cells as the table's Chinese head."""
    wanted = len(block["table"]["zh"]["head"])
    rows: dict[KeyPath, list[Any]] = {("widths",): block["widths"]} if "widths" in block else {}
    for language, text in block["table"].items():
        rows[("table", language, "head")] = text["head"]
        rows |= {("table", language, "rows", number): row for number, row in enumerate(text["rows"])}
    for where, row in rows.items():
        if len(row) != wanted:
            values = {"found": len(row), "wanted": wanted}
            yield Problem("table-ragged", source.place(*keys, *where), values)


def uneven_heights(source: Source, block: Mapping[str, Any], keys: KeyPath) -> Iterator[Problem]:
    """Give the list of heights that has not as many numbers as the Chinese form has rows."""
    wanted, found = len(block["form"]["zh"]["rows"]), len(block.get("heights", ()))
    if found not in (0, wanted):
        values = {"found": found, "wanted": wanted}
        yield Problem("heights-uneven", source.key_place(*keys, "heights"), values)


def refuse_same_ids(found: Sequence[Chapter]) -> None:
    """Raise ContentError for blocks with an id that is taken."""
    if same := list(same_ids(found)):
        raise ContentError(same)


def same_ids(found: Sequence[Chapter]) -> Iterator[Problem]:
    """Give the blocks of a book that have the id of another one, or of a chapter."""
    owners = {chapter.id: chapter.source.place() for chapter in found}
    for chapter in found:
        for block in chapter.blocks:
            place = chapter.source.place(*block.keys, "id")
            owner = owners.setdefault(block.id, place)
            if owner != place:
                yield Problem("block-id-taken", place, {"id": block.id, "other": owner})
