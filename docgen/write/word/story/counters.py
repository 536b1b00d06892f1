"""CSS counters, counted once over the whole tree.

In goes a cascade, out comes for each element that counts or prints a number the value of every counter at
that point: Word counts by itself, and by these we know when to tell it to start anew.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from docgen.layout.styles import Cascade, Style

Values = Mapping[str, tuple[int, ...]]
"""Of each counter, its values from the outermost scope to the innermost."""


class Counters:
    """The counters at work while a tree is walked in document order (CSS Lists 3, section 4)."""

    def __init__(self, cascade: Cascade) -> None:
        self.cascade = cascade
        self.stacks: dict[str, list[int]] = {}
        self.at: dict[Element, Values] = {}
        self.walk()

    def walk(self) -> None:
        """Visit every element without recursion, as markup may be nested deeper than Python's stack."""
        silent: dict[int, bool] = {}
        scopes: list[set[str]] = [set()]
        visits: list[tuple[Element, bool]] = [(self.cascade.root, True)]
        while visits:
            element, entering = visits.pop()
            if not entering:
                self.leave(scopes.pop())
                continue
            look = self.cascade.numbers[element]
            if look not in silent:
                silent[look] = self.is_silent(element)
            if silent[look] and not len(element):
                continue
            style = self.cascade.style(element)
            if style.display == "none":
                continue
            self.enter(element, style, scopes)
            scopes.append(set())
            self.note(element, scopes)
            visits.append((element, False))
            visits.extend((child, True) for child in reversed(element) if isinstance(child.tag, str))

    def is_silent(self, element: Element) -> bool:
        """Return whether an element without children neither counts, prints nor names anything."""
        style = self.cascade.style(element)
        counts = style.counter_reset or style.counter_set or style.counter_increment or style.string_set
        pseudos = (self.cascade.pseudo(element, name) for name in ("before", "after"))
        return not counts and style.display != "list-item" and not any(own and own.content for own in pseudos)

    def enter(self, element: Element, style: Style, scopes: list[set[str]]) -> None:
        """Apply what an element or pseudo-element does to the counters."""
        for name, value in style.counter_reset:
            if name in scopes[-1]:
                self.stacks[name].pop()
            scopes[-1].add(name)
            self.stacks.setdefault(name, []).append(value)
        increments = style.counter_increment
        if increments is None:
            increments = (("list-item", 1),) if style.display == "list-item" else ()
        for name, step in increments:
            self.begin(name, scopes)
            self.stacks[name][-1] += step
        for name, value in style.counter_set:
            self.begin(name, scopes)
            self.stacks[name][-1] = value
        if increments or style.counter_reset or style.counter_set or style.string_set:
            self.at[element] = self.values()

    def begin(self, name: str, scopes: list[set[str]]) -> None:
        """Start a counter that is used before it was ever reset."""
        if not self.stacks.get(name):
            scopes[-1].add(name)
            self.stacks[name] = [0]

    def note(self, element: Element, scopes: list[set[str]]) -> None:
        """Remember the values an element's generated content prints, its ::before counting first."""
        for pseudo in ("before", "after"):
            own = self.cascade.pseudo(element, pseudo)
            if own and own.content:
                if pseudo == "before" and own.counter_increment:
                    self.enter(element, own, scopes)
                self.at[element] = self.values()

    def leave(self, scope: set[str]) -> None:
        """Close the counters that were opened inside an element."""
        for name in scope:
            self.stacks[name].pop()

    def values(self) -> Values:
        """Return all counters as they stand."""
        return {name: tuple(stack) for name, stack in self.stacks.items() if stack}
