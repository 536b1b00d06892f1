"""What CSS prints by `content`: strings, counters, page numbers, cross-references, running titles.

What Word can work out itself becomes a field with the right result ready in it; the rest is text.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from ..ooxml import fields
from ..story.context import Story
from ..story.line import Line
from ..story.run_format import RunFormat
from ..styles.stylebook import NamedStyle
from . import lists

NORMAL = "Normal"  # the style of all paragraphs, by which Word would find none in particular
WHICH = {"first": "", "last": r" \l"}
"""Word's switches for which of several running titles on a page is printed."""
CAPTION = "题注"
UNKNOWN = 1  # the cached page number of a target whose page nobody told


class Printer:
    """Writes the `content` of one pseudo-element or margin box into a line."""

    def __init__(self, story: Story, line: Line, run_format: RunFormat, element: Element) -> None:
        self.story, self.line, self.run_format, self.element = story, line, run_format, element
        self.context = story.context

    def print(self, content: Iterable[tuple[str, Any]]) -> None:
        """Write the parts of a `content` property in order."""
        for kind, value in content:
            write = self.writers().get(kind)
            if write is None:
                self.context.miss(self.element, f"content: {kind}")
            else:
                write(value)

    def writers(self) -> Mapping[str, Callable[[Any], None]]:
        """Return what writes each sort of part that WeasyPrint's computed `content` has."""
        return {
            "string": self.text,
            "string()": self.running_title,
            "counter()": self.counter,
            "counters()": self.counters,
            "attr()": self.attr,
            "content()": self.own_text,
            "quote": self.quote,
            "leader()": self.leader,
            "element()": self.nothing,
            "target-counter()": self.target_counter,
            "target-text()": self.target_text,
        }

    def text(self, text: str) -> None:
        """Write plain text."""
        self.line.write(text, self.run_format.style, self.run_format.properties(self.story))

    def field(self, instruction: str, result: str) -> None:
        """Write a field and its result."""
        properties = self.run_format.properties_xml(self.story, result)
        self.line.raw(fields.field(instruction, result, properties), result or " ")

    def running_title(self, value: Any) -> None:
        """Write what an element with `string-set` says, as it stands on each page."""
        name, which = value
        source = self.story.running.get(("string", name), which)
        if source is None:
            return
        style = self.context.cascade.style(source)
        named = self.context.book.of(str(source.tag), style)
        content = dict(style.string_set)[name]
        own = next((place for place, (kind, _) in enumerate(content) if kind == "content()"), None)
        if own is None:  # nothing of the element's text, so Word need not look for it
            self.text(self.said(source, content))
        elif named.word_name == NORMAL or which not in WHICH:
            self.context.miss(self.element, f"content: string({name}, {which})")
            self.text(self.said(source, content))
        else:
            self.context.sought.add(named.name)
            reference = fields.style_reference(named.word_name) + WHICH[which]
            number = self.number(source, named, content[:own], reference)
            self.field(reference, number + self.said(source, content[own:]))

    def number(self, source: Element, named: NamedStyle, content: tuple[Any, ...], reference: str) -> str:
        """Write what a running title has before its text; return it where Word finds it in the text."""
        said = self.said(source, content)
        before = self.context.cascade.pseudo(source, "before")
        if before is None or before.content != content:
            self.text(said)
        elif lists.is_counted(self.story, source, named):
            self.field(rf"{reference} \n", said)
        else:
            return said
        return ""

    def said(self, source: Element, content: Iterable[tuple[str, Any]]) -> str:
        """Return what `string-set` takes of an element."""
        counters = self.context.counters.at.get(source, {})
        texts: dict[str, Callable[[Any], str]] = {
            "string": str,
            "content()": lambda _: " ".join("".join(source.itertext()).split()),
            "attr()": lambda value: source.get(value[0], ""),
            "counter()": lambda value: self.context.cascade.counter_text(
                counters.get(value[0], (0,))[-1], value[1]
            ),
        }
        return "".join(texts[kind](value) for kind, value in content if kind in texts)

    def counter(self, value: Any) -> None:
        """Write a counter: the page's as a field, a caption's as a sequence, others as text."""
        name, style = value[0], value[1]
        if name in fields.COUNTS:
            shown = self.context.cascade.counter_text(UNKNOWN, style)
            self.field(fields.page_instruction(name, style), shown)
            return
        stack = self.values(name)
        shown = self.context.cascade.counter_text(stack[-1], style)
        if self.run_format.base.name == CAPTION and shown.isdecimal():
            self.field(self.context.sequence(name, stack[-1]), shown)
        else:
            self.text(shown)

    def counters(self, value: Any) -> None:
        """Write a counter of every level, such as 1.2.3."""
        name, between, style = value
        shown = (self.context.cascade.counter_text(number, style) for number in self.values(name))
        self.text(between.join(shown))

    def values(self, name: str) -> tuple[int, ...]:
        """Return a counter's values at this element."""
        return self.context.counters.at.get(self.element, {}).get(name, (0,))

    def attr(self, value: Any) -> None:
        """Write an attribute of the element."""
        self.text(self.element.get(value[0], ""))

    def own_text(self, value: Any) -> None:
        """Write the element's own text."""
        self.text("".join(self.element.itertext()))

    def quote(self, value: Any) -> None:
        """Write a quotation mark."""
        self.text({"open-quote": "“", "close-quote": "”"}.get(value, ""))

    def leader(self, value: Any) -> None:
        """Write the dots that lead to the right edge of the line."""
        self.line.tab(leader={".": "dot", "-": "hyphen", "_": "underscore"}.get(value[1].strip()[:1], "dot"))

    def nothing(self, value: Any) -> None:
        """Write nothing: an element moved into a margin box is written by `margins`."""

    def target_counter(self, value: Any) -> None:
        """Write the page, or another counter, of the element a link leads to."""
        name, counter, style = self.target(value[0]), value[1], value[2]
        if counter == "page":
            page = self.context.cascade.counter_text(self.context.printed.get(name, UNKNOWN), value[2])
            self.field(fields.page_reference(self.context.bookmark(name), value[2]), page)
            return
        element = self.context.targets.get(name)
        stack = self.context.counters.at.get(element, {}).get(counter, (0,)) if element is not None else (0,)
        self.text(self.context.cascade.counter_text(stack[-1], style))

    def target_text(self, value: Any) -> None:
        """Write the text of the element a link leads to."""
        name = self.target(value[0])
        element = self.context.targets.get(name)
        if element is not None:
            said = " ".join("".join(element.itertext()).split())
            self.field(rf"REF {self.context.bookmark(name)} \h", said)

    def target(self, link: Any) -> str:
        """Return the id that `attr(href)` or `url(#id)` names."""
        kind, value = link
        address = (
            self.element.get(value[0], "") if kind == "attr()" else str(value[-1] if kind == "url" else value)
        )
        return address.removeprefix("#")
