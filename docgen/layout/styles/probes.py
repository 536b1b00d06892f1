"""Named styles from the style sheet alone: what a rule would make of an element that matches it.

In goes CSS, out come the elements its rules speak of, so that a style named by `--docx-style` is the same
in every letter and is there even in a letter that does not use it. Selectors are rebuilt as elements, parents
and all; pseudo-classes are left out, as they say when a rule applies and not to what.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import tinycss2

# Cells take their type from the table around them, which a selector need not name.
WRAPPERS = {"td": ("table", "tbody", "tr"), "th": ("table", "tbody", "tr"), "caption": ("table",)}


@dataclass(frozen=True)
class Probe:
    """One element made from a selector: the chain of (tag, attributes) from outermost to itself."""

    chain: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def plant(self, parent: Element, tags: Mapping[str, str]) -> Element:
        """Add the chain below `parent`, return its innermost element.

        A selector that names no tag gets the one `tags` gives to its class, else a paragraph in boxes.
        """
        inside_table = False
        for depth, (tag, attributes) in enumerate(self.chain, start=1):
            plain = "p" if depth == len(self.chain) else "div"
            classes = dict(attributes).get("class", "").split()
            tag = tag or next((tags[name] for name in classes if name in tags), plain)
            inside_table = inside_table or tag == "table"
            for wrapper in () if inside_table else WRAPPERS.get(tag, ()):
                parent, inside_table = SubElement(parent, wrapper), True
            parent = SubElement(parent, tag, dict(attributes))
        return parent


def probes(css: str, declaring: str) -> list[Probe]:
    """Return one probe for each selector whose rule declares the property `declaring`, in source order."""
    found: dict[Probe, None] = {}
    for rule in style_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        if declares(rule.content, declaring):
            found |= dict.fromkeys(Probe(chain) for chain in chains(rule.prelude))
    return list(found)


def style_rules(rules: Sequence[Any]) -> Iterator[Any]:
    """Yield the style rules, also those inside @media and @layer."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "layer") and rule.content:
            yield from style_rules(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


def declares(content: Sequence[Any], name: str) -> bool:
    """Return whether a rule's block declares the property `name`."""
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return any(node.type == "declaration" and node.name == name for node in nodes)


def chains(prelude: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield, for each selector of a list, the chain of elements it describes (`::before` is no element)."""
    selector: list[Any] = []
    for token in [*prelude, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            selector.append(token)
            continue
        text = tinycss2.serialize(selector)
        if selector and "::" not in text:
            yield tuple(compounds(selector))
        selector = []


def compounds(tokens: Sequence[Any]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield each compound selector as a tag and its attributes; what stands before + or ~ is no ancestor."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "whitespace" or (token.type == "literal" and token.value == ">"):
            parts.append([])
        elif token.type == "literal" and token.value in "+~":
            while parts and not parts[-1]:
                parts.pop()
            parts[-1:] = [[]]
        else:
            parts[-1].append(token)
    for part in parts:
        if part:
            yield element_of(part)


def element_of(tokens: Sequence[Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the tag and attributes that match one compound selector such as `p.date:first-child`."""
    tag, before = "", ""
    attributes: dict[str, str] = {}
    for token in tokens:
        if token.type == "ident" and before == ".":
            attributes["class"] = f"{attributes.get('class', '')} {token.value}".strip()
        elif token.type == "ident" and not before:
            tag = token.value
        elif token.type == "hash":
            attributes["id"] = token.value
        elif token.type == "function" and before == ":" and token.name == "lang":
            attributes["lang"] = tinycss2.serialize(token.arguments).strip("\"' ")
        elif token.type == "[] block":
            attributes |= attribute_of(token.content)
        before = token.value if token.type == "literal" else " "
    return tag, tuple(attributes.items())


def attribute_of(tokens: Sequence[Any]) -> dict[str, str]:
    """Return the attribute that `[name="value"]` asks for."""
    words = [token.value for token in tokens if token.type in ("ident", "string")]
    return {words[0]: words[1] if len(words) > 1 else ""} if words else {}
