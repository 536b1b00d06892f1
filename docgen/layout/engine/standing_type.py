"""活版 (standing type): a letter laid out once, in which only the words that differ are set again.

The letters of a roster share their style sheet, their elements and most of their words. What WeasyPrint has
laid out for the first one stands; for the next, the lines of the paragraphs whose words differ are broken
anew and put in the old ones' place. That is right only where new words cannot move anything else: same
elements, same number of lines of the same height, in boxes whose width does not follow from their content.
Where that cannot be shown, `reset` says so, and the caller lays the whole letter out.

For WeasyPrint 70. Upstream: no thread is known; it lays out one document at a time. Held by:
tests/layout/test_standing_type.py::test_the_layout_that_is_reached_into_is_the_one_known
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import lxml.html
from weasyprint import DEFAULT_OPTIONS, HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import layout_document
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.inline import iter_line_boxes

from .pdf.standing_pages import SetAgain, StandingPage

# What carries words of an element to other places of a page.
FAR_REACHING = re.compile(r"string-set|target-|content\(|::first-|leader\(|max-lines|line-clamp")
# What carries them to a reader's list of bookmarks, which letters set together do not have.
BOOKMARK_LABEL = re.compile(r"bookmark-label:[^;}]*")
# White space that layout would change, so that words could not be compared.
UNEVEN = re.compile(r"[\t\n\f\r]|  |^ | $")

MOST_BROKEN = 256
"""How many paragraphs are kept broken into lines: many letters say the same in one, for people of a unit."""

Way = tuple[int, ...]
"""Where a box stands: the number of the page, of its child, of that child's child …"""
Mark = tuple[tuple[int, str], ...]
"""The words of a page that were set anew, by their number: pages of one mark look the same."""


class Words:
    """The elements of a page and their texts, told apart, so that two pages can be compared."""

    def __init__(self, html: str) -> None:
        elements = list(lxml.html.document_fromstring(html).iter())
        self.elements = [(str(element.tag), tuple(element.attrib.items())) for element in elements]
        depths = {None: -1}
        self.depths = [depths.setdefault(one, depths[one.getparent()] + 1) for one in elements]
        self.texts = [text or "" for element in elements for text in (element.text, element.tail)]

    def changed(self, other: "Words") -> list[int] | None:
        """Return which texts `other` says differently, None when its elements are not the same."""
        if (self.elements, self.depths) != (other.elements, other.depths):
            return None
        pairs = zip(self.texts, other.texts, strict=True)
        return [number for number, (mine, theirs) in enumerate(pairs) if mine != theirs]


@dataclass(frozen=True)
class Block:
    """One paragraph: its unbroken line, the text each run of it comes from, and where its lines stand."""

    line: Any
    sources: Mapping[int, int]  # id of a text box in `line` -> number of its text in Words
    parts: tuple[Way, ...]  # the box on each page it runs over


@dataclass(frozen=True)
class Heading:
    """An element that a list of bookmarks names."""

    element: Any
    texts: tuple[int, ...]  # their numbers in Words
    says_itself: bool  # whether its name is what it says, and the box that has it is no part of a line


@dataclass(frozen=True)
class Reset:
    """A letter whose words were set into what another's layout left standing."""

    pages: list[Page]
    changed: Mapping[int, Sequence[Any]]  # id of a laid-out box of the standing letter -> its lines now
    marks: tuple[Mark, ...] = ()  # of each page: what it says that the standing one does not


class Standing:
    """A letter laid out by WeasyPrint, whose words can be set again."""

    def __init__(self, text: str, html: HTML, options: Mapping[str, Any]) -> None:
        """Lay out `html`, which was read from `text`; `options` are those of WeasyPrint's HTML.render."""
        config, counters = options["font_config"], options["counter_style"]
        context = Document._build_layout_context(html, config, counters, {}, {**DEFAULT_OPTIONS, **options})
        root = build_formatting_structure(
            html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            html.base_url,
            context.target_collector,
            counters,
            context.footnotes,
        )
        self.pages = list(layout_document(html, root, context))
        context.create_block_formatting_context(root)  # lines ask it for floats to run around
        self.context = context
        self.words = Words(text)
        self.blocks = blocks_by_text(self.words, html, root, self.pages)
        self.headings = headings_by_text(self.words, html, self.pages)
        self.standing = [StandingPage(box) for box in self.pages]
        self.broken: dict[Mark, list[list[Any]] | None] = {}  # lines, by what they say
        for place, line in self.places():
            line.standing_place = place

    def laid(self) -> list[Page]:
        """Return the pages of the letter itself."""
        return list(self.standing)

    def places(self) -> Iterator[tuple[Way, Any]]:
        """Yield the lines that may be set again, each with where it stands on its page."""
        for path in {path for block in self.blocks.values() for path in block.parts}:
            for number, line in enumerate(box_at(self.pages, path).children):
                yield (*path[1:], number), line

    def reset(self, text: str) -> Reset | None:
        """Return the letter with the words of another, None when that must be laid out by itself."""
        words = Words(text)
        changed = self.words.changed(words)
        if changed is None:
            return None
        changed = [number for number in changed if self.words.elements[number // 2][0] != "title"]
        blocks = {id(block): block for block in map(self.blocks.get, changed) if block}
        if not all(number in self.blocks and is_even(words.texts[number]) for number in changed):
            return None
        labels = self.labels(changed, words)
        if labels is None:
            return None
        pages, new = list(self.pages), {}
        marks: list[Mark] = [()] * len(pages)
        instead: list[dict[Way, Any]] = [{} for _ in pages]
        for block in blocks.values():
            said = tuple((number, words.texts[number]) for number in sorted(block.sources.values()))
            parts = self.lines_of(block, said, words)
            if parts is None:
                return None
            for path, lines in zip(block.parts, parts, strict=True):
                new[id(bare(box_at(self.pages, path)))] = lines
                pages[path[0]] = with_lines(pages[path[0]], path[1:], lines)
                relabel(pages[path[0]], path[1:], labels)
                marks[path[0]] += said
                instead[path[0]] |= {(*path[1:], number): line for number, line in enumerate(lines)}
        sheets = map(SetAgain, pages, self.standing, instead)
        return Reset(list(sheets), new, tuple(marks))

    def labels(self, changed: Sequence[int], words: Words) -> dict[Any, str] | None:
        """Return what a list of bookmarks says of the headings whose words are `changed`, by their elements.

        None where it says something else than a heading does: only WeasyPrint knows what.
        """
        found: dict[Any, str] = {}
        for heading in {id(one): one for number in changed for one in self.headings.get(number, ())}.values():
            if not heading.says_itself:
                return None
            found[heading.element] = said(heading.texts, words)
        return found

    def lines_of(self, block: Block, said: Mark, words: Words) -> list[list[Any]] | None:
        """Return the lines of `block` as `lines` does, broken once for letters that say the same in it."""
        if said not in self.broken:
            if len(self.broken) >= MOST_BROKEN:
                self.broken.clear()
            self.broken[said] = self.lines(block, words)
        return self.broken[said]

    def lines(self, block: Block, words: Words) -> list[list[Any]] | None:
        """Return the lines of `block` with other words, for each page; None when they are not as before."""
        line, resume = with_words(block.line, block.sources, words), None
        parts: list[list[Any]] = []
        for path in block.parts:
            if parts and resume is None:
                return None
            page, laid = self.pages[path[0]], bare(box_at(self.pages, path))
            broken = iter_line_boxes(
                self.context, line, laid.children[0].position_y, 0, resume, laid, [], [], None, None
            )
            found = list(islice(broken, len(laid.children)))
            if [new.height for new, _ in found] != [old.height for old in laid.children]:
                return None
            for new, resume in found:
                new.resume_at = resume
                layout_box_backgrounds(page, new, self.context.get_image_from_uri)
            parts.append([new for new, _ in found])
        return parts if resume is None else None


def is_far_reaching(css: str) -> bool:
    """Return whether a style sheet may carry words of an element to other places of a page."""
    return bool(FAR_REACHING.search(BOOKMARK_LABEL.sub("", css)))


def is_even(text: str) -> bool:
    """Return whether layout takes `text` as it stands."""
    return bool(text) and not UNEVEN.search(text)


def blocks_by_text(words: Words, html: HTML, root: Any, pages: Sequence[Any]) -> dict[int, Block]:
    """Return, for every text whose words can be set again, the paragraph it belongs to."""
    elements = list(html.etree_element.iter())
    if [element.tag for element in elements] != [tag for tag, _ in words.elements]:
        return {}  # two parsers that do not agree about this page
    numbers = {element: number for number, element in enumerate(elements)}
    paths = laid_paths(pages)
    unbroken = list(root.descendants())
    if any(box.is_floated() for box in unbroken):
        return {}  # lines run around floats
    blocks: dict[int, Block] = {}
    for box in unbroken:
        if is_paragraph(box) and id(box.element) in paths:
            texts = list(texts_within(box.element, numbers))
            sources = matched(list(text_boxes(box.children[0])), texts, words)
            if sources is not None:
                block = Block(box.children[0], sources, tuple(paths[id(box.element)]))
                blocks |= dict.fromkeys(sources.values(), block)
    return blocks


def headings_by_text(words: Words, html: HTML, pages: Sequence[Any]) -> dict[int, list[Heading]]:
    """Return, for every text, the elements with it that a list of bookmarks names."""
    numbers = {element: number for number, element in enumerate(html.etree_element.iter())}
    found: dict[int, list[Heading]] = {}
    for box in (box for page in pages for box in page.descendants(placeholders=True)):
        if not box.bookmark_label or box.style["bookmark_level"] == "none" or box.element not in numbers:
            continue
        texts = tuple(texts_within(box.element, numbers))
        plain = box.bookmark_label == said(texts, words) and not isinstance(box, boxes.InlineBox)
        for number in texts:
            found.setdefault(number, []).append(Heading(box.element, texts, plain))
    return found


def said(texts: Sequence[int], words: Words) -> str:
    """Return what an element says."""
    return "".join(words.texts[number] for number in texts).strip()


def relabel(box: Any, path: Way, labels: Mapping[Any, str]) -> None:
    """Give boxes along a path, which are copies, the names that a list of bookmarks has for them now."""
    for number in (*path, None):
        box = bare(box)
        if box.bookmark_label and box.element in labels:
            box.bookmark_label = labels[box.element]
        box = box.children[number] if number is not None else box


def is_paragraph(box: Any) -> bool:
    """Return whether a box not yet laid out holds one unbroken line, of words and nothing else."""
    if type(box) is not boxes.BlockBox or not box.children or not isinstance(box.children[0], boxes.LineBox):
        return False
    _, *inline = box.children[0].descendants()
    return all(
        isinstance(part, boxes.InlineBox | boxes.TextBox) and part.is_in_normal_flow() and not part.footnote
        for part in inline
    )


def laid_paths(pages: Sequence[Any]) -> dict[int, list[Way]]:
    """Return where the paragraphs of the laid-out pages stand, by the id of their elements."""
    found: dict[int, list[Way]] = {}
    for number, page in enumerate(pages):
        for path, box in paragraphs(page, (number,)):
            found.setdefault(id(box.element), []).append(path)
    return found


def paragraphs(box: Any, path: Way) -> Iterator[tuple[Way, Any]]:
    """Yield the laid-out paragraphs below `box` whose width does not follow from what they say."""
    for number, child in enumerate(box.children):
        here = (*path, number)
        if not has_own_width(child):
            continue
        if child.children and isinstance(child.children[0], boxes.LineBox):
            yield here, child
        else:
            yield from paragraphs(child, here)


def has_own_width(box: Any) -> bool:
    """Return whether a laid-out box is a plain block, as wide as its container or as its style says."""
    inner = bare(box)
    if type(inner) is not boxes.BlockBox or inner.style["float"] != "none":
        return False
    return bool(inner.is_in_normal_flow() or inner.style["width"] != "auto")


def bare(box: Any) -> Any:
    """Return a laid-out box without what stands for it where it was taken out of the flow."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def texts_within(element: Any, numbers: Mapping[Any, int]) -> Iterator[int]:
    """Yield the numbers of the texts inside `element`, in reading order."""
    yield 2 * numbers[element]
    for child in element:
        yield from texts_within(child, numbers)
        yield 2 * numbers[child] + 1


def text_boxes(box: Any) -> Iterator[Any]:
    """Yield the text boxes of an unbroken line that come from the page's text, not from its style sheet."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if "::" not in child.element_tag:
                yield child
        else:
            yield from text_boxes(child)


def matched(found: Sequence[Any], numbers: Sequence[int], words: Words) -> dict[int, int] | None:
    """Return the text that each text box was made of, None when they are not one for one."""
    texts = [number for number in numbers if words.texts[number].strip(" \t\n\f\r")]
    if [box.text for box in found] != [words.texts[number] for number in texts]:
        return None
    return {id(box): number for box, number in zip(found, texts, strict=True)}


def with_words(box: Any, sources: Mapping[int, int], words: Words) -> Any:
    """Return an unbroken line with the texts of `words`."""
    if isinstance(box, boxes.TextBox):
        return box.copy_with_text(words.texts[sources[id(box)]]) if id(box) in sources else box
    return box.copy_with_children([with_words(child, sources, words) for child in box.children])


def with_lines(box: Any, path: Way, lines: list[Any]) -> Any:
    """Return a laid-out box in which the paragraph at `path` has other lines."""
    if isinstance(box, AbsolutePlaceholder):
        placeholder = AbsolutePlaceholder(with_lines(box._box, path, lines))
        placeholder.set_laid_out_box(placeholder._box)
        return placeholder
    if not path:
        return box.copy_with_children(lines)
    children = list(box.children)
    children[path[0]] = with_lines(children[path[0]], path[1:], lines)
    return box.copy_with_children(children)


def box_at(pages: Sequence[Any], path: Way) -> Any:
    """Return the laid-out box at `path`."""
    box = pages[path[0]]
    for number in path[1:]:
        box = box.children[number]
    return box
