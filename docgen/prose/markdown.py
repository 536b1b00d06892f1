"""The Markdown docgen reads: python-markdown with what surprises a clerk taken out.

Out are raw HTML, code by indentation (pasted paragraphs are indented), headings by underlining, rules,
line ends of two blanks, and references, whose targets vanish from print. Added are footnotes that stand
where they are called (CSS `float: footnote`, Word's own footnotes) and `{: .name}` under a block to give
it a class.
"""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor

PLAIN_TAGS = r"(</?(?:sub|sup|ruby|rt|rp)>|<br ?/?>)"
"""The only tags that may be typed: what Markdown has no sign for."""

FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
FOOTNOTE_TEXT = re.compile(r"^\[\^([^\[\]\s]+)\]:[ \t]*", re.MULTILINE)
CLASSES = re.compile(r"\{:((?:\s*\.[a-z][a-z-]*)+)\s*\}")
CLASSES_AT_END = re.compile(rf"(?:^|\n) *{CLASSES.pattern}\s*$")

UNWANTED_BLOCKS = ("code", "setextheader", "hr", "reference")
UNWANTED_INLINE = (
    "reference", "image_reference", "short_reference", "short_image_ref", "automail", "linebreak", "html",
)  # fmt: skip


idle: deque[Markdown] = deque(maxlen=8)
"""Engines that no text is in: to make one costs as much as a page of text, and each reads one at a time."""


@contextmanager
def engine() -> Iterator[Markdown]:
    """Lend an engine that nobody else has while the block runs.

    One that an error stopped in the middle of a text would read the next one wrongly, and is not taken back.
    """
    try:
        lent = idle.pop()
    except IndexError:
        lent = Markdown(
            extensions=[TableExtension(use_align_attribute=True), SaneListExtension(), OfficialMarkdown()]
        )
    yield lent.reset()
    idle.append(lent)


class OfficialMarkdown(Extension):
    """The changes to python-markdown's syntax."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (python-markdown's name)
        """Take out and add."""
        md.preprocessors.deregister("html_block")
        for name in UNWANTED_BLOCKS:
            md.parser.blockprocessors.deregister(name)
        for name in UNWANTED_INLINE:
            md.inlinePatterns.deregister(name)
        self.footnotes = FootnoteTexts(md.parser)
        md.parser.blockprocessors.register(self.footnotes, "footnote-texts", 79)
        md.parser.blockprocessors.register(ClassOfBlock(md.parser), "class-of-block", 78)
        # Before the backslash (180), so that a footnote's text is read like any other.
        md.inlinePatterns.register(FootnoteMark(self.footnotes.texts), "footnote-mark", 185)
        md.inlinePatterns.register(HtmlInlineProcessor(PLAIN_TAGS, md), "plain-tags", 90)
        md.treeprocessors.register(Semantics(md), "semantics", 15)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the footnotes of the text before."""
        self.footnotes.texts.clear()


class FootnoteTexts(BlockProcessor):
    """`[^1]: text`, one or more to a block, kept for their marks."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.texts: dict[str, str] = {}

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a footnote's text."""
        return FOOTNOTE_TEXT.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Keep the texts of the first block."""
        _, *parts = FOOTNOTE_TEXT.split(blocks.pop(0))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            self.texts.setdefault(name, text.strip())


class FootnoteMark(InlineProcessor):
    """`[^1]` in a sentence: the footnote itself, which paged CSS and Word take to the foot of the page."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__(FOOTNOTE.pattern)
        self.texts = texts

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the footnote; each text is used once, so that no text can grow by repeating."""
        text = self.texts.pop(m[1], None)
        if text is None:
            return None, None, None
        footnote = Element("span", {"class": "footnote"})
        footnote.text = text
        return footnote, m.start(), m.end()


class ClassOfBlock(BlockProcessor):
    """`{: .name}` under a block, or in a block of its own after it."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block ends with class names."""
        return CLASSES_AT_END.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the block without its last line, then give the class to what it became."""
        block = blocks.pop(0)
        found = CLASSES_AT_END.search(block)
        assert found  # `test` said so
        if above := block[: found.start()].strip("\n"):
            self.parser.parseBlocks(parent, [above])
        target = self.lastChild(parent)
        if target is not None:
            target.set("class", " ".join(name.lstrip(".") for name in found[1].split()))


class Semantics(Treeprocessor):
    """Turns Markdown's levels and alignments into docgen's: the title is the only h1, looks are classes."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if re.fullmatch("h[1-5]", element.tag):
                element.tag = f"h{int(element.tag[1]) + 1}"
            if align := element.attrib.pop("align", ""):
                element.set("class", f"align-{align}")
