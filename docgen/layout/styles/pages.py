"""The @page rules, resolved: which size, margins and margin boxes each sort of page has.

In goes a style sheet, out comes a `Page` for a page name, first or later, left or right. The rules are found
by tinycss2 and sorted by their specificity; their values are computed by the same cascade as all others, as
the style of a stand-in element below the root, from which page contexts inherit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import SubElement

import tinycss2

from .cascade import Cascade
from .record import Style

OWN_PAGE = "margin:75px"
"""What the layout engine's own style sheet says of pages before the author does (WeasyPrint 70)."""
SKELETON = '<!DOCTYPE html><html lang="{lang}"><head><style></style></head><body></body></html>'


@dataclass(frozen=True)
class PageContext:
    """A sort of page: its name ('' for none), its side, and whether it is the first: of all, of its name."""

    name: str = ""
    first: bool = False
    side: str = "right"
    opening: bool = False


@dataclass(frozen=True, eq=False)
class Page:
    """The style of a page and of its margin boxes, by name without the @ (`bottom-right`)."""

    style: Style
    boxes: Mapping[str, Style]


@dataclass(frozen=True)
class PageRule:
    """One selector of an @page rule, with its declarations as CSS text."""

    name: str | None
    pseudo: frozenset[str]
    declarations: str
    boxes: tuple[tuple[str, str], ...]

    def applies(self, context: PageContext) -> bool:
        """Return whether pages of this sort obey the rule; of :nth() pages only the first of a name does."""
        true = {context.side, *(["first"] if context.first else [])}
        if context.opening:
            true.add(f"nth(1 of {context.name})")
        return self.name in (None, context.name) and self.pseudo <= true

    @property
    def specificity(self) -> tuple[int, int, int]:
        """Sorts rules: a name beats :first, which beats :left and :right (CSS Paged Media 3)."""
        sides = self.pseudo & {"left", "right"}
        named = self.name is not None or any(" of " in one for one in self.pseudo)
        return named, len(self.pseudo - sides), len(sides)


def page_names(css: str) -> list[str]:
    """Return the names that @page rules give to pages, in their order."""
    return list(dict.fromkeys(rule.name for rule in rules(css) if rule.name))


@lru_cache(maxsize=256)
def page_rules(css: str, context: PageContext, lang: str = "zh-CN") -> Page:
    """Return how a page of this sort looks, all rules for it applied."""
    chosen = sorted((rule for rule in rules(css) if rule.applies(context)), key=lambda rule: rule.specificity)
    boxes = {name: default(name) for rule in chosen for name, _ in rule.boxes}
    for rule in chosen:
        for name, declarations in rule.boxes:
            boxes[name] += declarations
    extra = "".join(f"docgen-page>{name}{{{text}}}" for name, text in boxes.items())
    page = f"docgen-page{{{OWN_PAGE}}}" + "".join(f"docgen-page{{{rule.declarations}}}" for rule in chosen)
    cascade = Cascade(SKELETON.format(lang=lang), css)  # a sheet is parsed once for all its pages
    next(cascade.root.iter("style")).text = page + extra
    stand_in = SubElement(cascade.root, "docgen-page")
    planted = {name: SubElement(stand_in, name) for name in boxes}
    cascade.compute()
    return Page(cascade.style(stand_in), {name: cascade.style(box) for name, box in planted.items()})


def default(box: str) -> str:
    """Return what CSS Paged Media 3 (5.3) says of a margin box before the author does.

    Above the notes of a page the engine's own style sheet leaves a line (WeasyPrint 70).
    """
    if box == "footnote":
        return "margin-top:1em;"
    align = box.rpartition("-")[2]
    if box.endswith("-corner"):
        align = "right" if "-left-" in box else "left"
    return f"vertical-align:{upright(box)};text-align:{align if align in ('left', 'right') else 'center'};"


def upright(box: str) -> str:
    """Return how a margin box's content stands in it, up and down."""
    edge, _, place = box.partition("-")
    return place if edge in ("left", "right") and place in ("top", "bottom") else "middle"


@lru_cache(maxsize=32)
def rules(css: str) -> tuple[PageRule, ...]:
    """Return every @page rule of a style sheet, one for each selector, in source order."""
    sheet = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(rule for node in at_rules(sheet) for rule in parsed(node))


def at_rules(nodes: Sequence[Any]) -> Iterator[Any]:
    """Yield the @page rules, also those inside @media and @layer."""
    for node in nodes:
        if node.type != "at-rule" or node.content is None:
            continue
        if node.lower_at_keyword == "page":
            yield node
        elif node.lower_at_keyword in ("media", "layer"):
            yield from at_rules(tinycss2.parse_rule_list(node.content))


def pseudo_class(text: str) -> str:
    """Return a page's pseudo-class as `applies` knows it; page names keep their capitals."""
    return " ".join(text.split()) if "(" in text else text.lower()


def parsed(node: Any) -> Iterator[PageRule]:
    """Yield an @page rule once for each of its selectors."""
    declarations, boxes = "", []
    for child in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if child.type == "declaration":
            declarations += child.serialize() + ";"
        elif child.type == "at-rule" and child.content is not None:
            boxes.append((child.lower_at_keyword, tinycss2.serialize(child.content) + ";"))
    for selector in tinycss2.serialize(node.prelude).split(","):
        name, *pseudo = (word.strip() for word in selector.split(":"))
        yield PageRule(name or None, frozenset(map(pseudo_class, pseudo)), declarations, tuple(boxes))
