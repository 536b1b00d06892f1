"""Pseudo-elements that hardly any element shows, computed when one is asked for.

WeasyPrint 70's own style sheet speaks of `::marker`, `::footnote-call` and four more of every element, and
makes a style of each: 79,000 for the 13,000 elements of a handbook, a tenth of its time and a quarter of its
memory. Here its rules for them are taken out of the sheet, and laid under the author's when such a style is
wanted.

For WeasyPrint 70. Upstream: none is known on these; Kozea/WeasyPrint #2813 shares styles.
Held by:
tests/layout/test_engine.py::test_styles_that_are_seldom_wanted_are_made_when_they_are_and_are_the_same
"""

from collections.abc import Mapping
from math import inf
from typing import Any

from weasyprint.css import StyleFor
from weasyprint.html import UA_STYLESHEET

SELDOM = frozenset(
    {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)
USER_AGENT = 1
"""The precedence of WeasyPrint's own rules, the lowest (CSS Cascade 4, 6.1)."""

Declared = dict[str, tuple[Any, tuple[Any, ...]]]
"""Values with their weights, by property."""

plain_init = StyleFor.__init__
plain_call = StyleFor.__call__
plain_set = StyleFor.set_computed_styles
of_every_element: dict[str, Declared] = {}
"""What WeasyPrint says of a pseudo-element of every element."""


def install() -> None:
    """Make WeasyPrint compute these styles when they are asked for; calling again changes nothing."""
    if of_every_element:
        return
    of_every_element.update(taken_out(UA_STYLESHEET.matcher.other_selectors))
    StyleFor.__init__ = remembering
    StyleFor.__call__ = asked
    StyleFor.set_computed_styles = laid_under


def taken_out(selectors: list[Any]) -> Mapping[str, Declared]:
    """Take the rules for these pseudo-elements out of a list of selectors, and return what they say."""
    found: dict[str, Declared] = {}
    for entry in list(selectors):
        _test, specificity, _order, pseudo, (declarations, _layer) = entry
        if pseudo in SELDOM:
            selectors.remove(entry)
            weight = (USER_AGENT, inf, specificity)
            found.setdefault(pseudo, {}).update({name: (values, weight) for name, values, _ in declarations})
    return found


def remembering(self: Any, html: Any, *arguments: Any, **options: Any) -> None:
    """Stand in for StyleFor.__init__: the same, and the document is kept for later."""
    self.document = html
    plain_init(self, html, *arguments, **options)


def laid_under(
    self: Any, element: Any, parent: Any, *arguments: Any, pseudo_type: Any = None, **options: Any
) -> None:
    """Stand in for StyleFor.set_computed_styles: WeasyPrint's own rules are laid under the author's."""
    if pseudo_type in of_every_element:
        cascaded = self.get_cascaded_styles().setdefault((element, pseudo_type), {})
        for name, declared in of_every_element[pseudo_type].items():
            cascaded.setdefault(name, declared)
    plain_set(self, element, parent, *arguments, pseudo_type=pseudo_type, **options)


def asked(self: Any, element: Any, pseudo_type: Any = None) -> Any:
    """Stand in for StyleFor.__call__: a style of these that no author spoke of is computed now."""
    if pseudo_type in of_every_element and (element, pseudo_type) not in self.get_computed_styles():
        root, base_url = self.document.etree_element, self.document.base_url
        self.set_computed_styles(
            element, parent=element, root=root, pseudo_type=pseudo_type, base_url=base_url
        )
        del self.get_cascaded_styles()[element, pseudo_type]  # what is left there is said of pages
    return plain_call(self, element, pseudo_type)
