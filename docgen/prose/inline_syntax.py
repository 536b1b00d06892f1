"""What signs within a line mean: code, footnotes, links, pictures, a few tags, stars. All else is text.

A sign is read where it is evidently meant and printed as it was typed everywhere else: a link needs a real
address, a backslash a sign behind it that could be read, a tag its partner, `&nbsp;` a name that HTML knows.
"""

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString, code_escape

from docgen.foundation.text_marks import is_entity

from . import emphasis
from .captions import MENTION, mention

Meaning: TypeAlias = Callable[[re.Match[str], str], Element | str | None]
"""Returns what a find in a text becomes, None where it is text like any other."""

VALUE = r"\ufdd0[0-9]+\ufdd1"
"""How a value stands in a text while Markdown runs."""

CODE = re.compile(r"(?<![`0-9A-Za-z\\])(?P<tick>`+)(?!`)(?P<code>(?! )[^`]+(?<! ))(?P=tick)(?![`0-9A-Za-z])")
FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
# `D:\图\*.png` and `\\服务器\共享` are paths, whose backslashes are their own.
FILE_PATH = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z]:\\|\\\\)(?:(?!\*\*)[^\s，。；：、！？（）《》“”<>|\"\ufdd0\ufdd1])*"
)
ESCAPE = re.compile(r"\\([*`\[\]|]|!(?=\[))|(?<=\d)\\(\.)(?= )|(?:\A|(?<=\n))\\([#>+\-])")
TITLE = r"(?:[ \t]*(?P<title>[\"'“][^()\n]*))?"
LINK = re.compile(
    rf"(?<!!)\[(?P<text>[^\[\]]+)\]\((?P<address>(?:(?:https?://|mailto:|#)(?=[^\s()])|{VALUE})"
    rf"(?:[^\s()<>\"'“]|\([^\s()<>]*\))*){TITLE}\)"
)
IMAGE = re.compile(rf"!\[(?P<text>[^\[\]\n]*)\]\((?P<address>(?:[^()\n\"'“]|\([^()\n]*\))+){TITLE}\)")
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9A-Za-z]+);")
# The only tags that may be typed: what Markdown has no sign for.
TAGS = re.compile(
    r"<(?P<tag>su[bp])>(?P<text>[^<>]+)</(?P=tag)>|<ruby>(?P<ruby>(?:[^<>]|</?r[tp]>)+)</ruby>|<br ?/?>"
)
RUBY = re.compile(r"<(?P<tag>r[tp])>(?P<text>[^<>]*)</(?P=tag)>")


UNWANTED = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference",
    "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong",
)  # fmt: skip


class Sign(InlineProcessor):
    """One kind of sign: how it looks, and what a find means."""

    def __init__(self, look: re.Pattern[str], meaning: Meaning) -> None:
        super().__init__(look.pattern)
        self.meaning = meaning

    def handleMatch(  # type: ignore[override]  # noqa: N802 (python-markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Return what takes the place of a find, nothing where it is text."""
        made = self.meaning(m, data)
        return (None, None, None) if made is None else (made, m.start(), m.end())


def register(md: Markdown, footnotes: dict[str, str]) -> None:
    """Let Markdown read these signs and no others; `footnotes` are the texts that marks call, by name."""
    for name in UNWANTED:
        md.inlinePatterns.deregister(name)
    signs: list[tuple[str, re.Pattern[str], Meaning]] = [
        ("code", CODE, code),
        # Before the backslash, so that a footnote's text is read like any other.
        ("footnote", FOOTNOTE, partial(footnote, footnotes)),
        ("mention", MENTION, mention),
        ("file-path", FILE_PATH, lambda found, _: AtomicString(found[0])),
        ("escape", ESCAPE, escaped),
        ("link", LINK, link),
        ("image", IMAGE, image),
        ("entity", ENTITY, lambda found, _: md.htmlStash.store(entity(found[0]))),
        ("tags", TAGS, tag),
        ("strong", emphasis.STRONG, partial(stressed, "strong", emphasis.strong)),
        ("em", emphasis.EM, partial(stressed, "em", emphasis.em)),
    ]
    for place, (name, look, meaning) in enumerate(signs):
        md.inlinePatterns.register(Sign(look, meaning), name, len(signs) - place)


def made(tag: str, text: str, **attributes: str) -> Element:
    """Return an element with a text."""
    element = Element(tag, attributes)
    element.text = text
    return element


def code(found: re.Match[str], _: str) -> Element:
    """Return code, in which nothing else is read."""
    return made("code", AtomicString(code_escape(found["code"].strip())))


def footnote(texts: dict[str, str], found: re.Match[str], _: str) -> Element | None:
    """Return the footnote itself, which paged CSS and Word take to the foot of the page.

    Each text is used once, so that no text can grow by repeating.
    """
    text = texts.pop(found[1], None)
    return None if text is None else made("span", text, **{"class": "footnote"})


def escaped(found: re.Match[str], _: str) -> str:
    """Return the sign behind a backslash, which is none of Markdown's then."""
    return f"{STX}{ord(found[found.lastindex or 0])}{ETX}"


def link(found: re.Match[str], _: str) -> Element:
    """Return a link."""
    return made("a", found["text"], href=found["address"])


def image(found: re.Match[str], _: str) -> Element:
    """Return a picture."""
    return Element("img", {"alt": found["text"], "src": found["address"].strip()})


def entity(typed: str) -> str:
    """Return `&nbsp;` as HTML, and what only looks like one as text."""
    return escape(unescape(typed) if is_entity(typed) else typed)


def tag(found: re.Match[str], _: str) -> Element:
    """Return what a tag and its partner make of the text between them."""
    if found["ruby"] is not None:
        return ruby(found["ruby"])
    return made(found["tag"], found["text"]) if found["tag"] else Element("br")


def ruby(text: str) -> Element:
    """Return characters with their reading above them."""
    element, end = Element("ruby"), 0
    last: Element | None = None
    for found in [*RUBY.finditer(text), None]:
        between = text[end : found.start() if found else len(text)]
        if last is None:
            element.text = between
        else:
            last.tail = between
        if found:
            last = SubElement(element, found["tag"])
            last.text, end = found["text"], found.end()
    return element


def stressed(
    tag_name: str,
    meaning: Callable[[re.Match[str], str], emphasis.Stress | None],
    found: re.Match[str],
    text: str,
) -> Element | None:
    """Return what stars stress, None where they are stars."""
    stress = meaning(found, text)
    return made(tag_name, stress.text) if stress else None
