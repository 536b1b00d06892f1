"""The elements of an official document (公文要素, GB/T 9704-2012, 7.1) that a file tells by tags.

A tag file is XML in a name space of docgen's own, as GB/T 33190-2016, 16, leaves to each trade; every element
lists the graphic units that print it. So a registry finds 发文字号 and 成文日期 without reading words, and a
sealing program the place of 发文机关署名.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from docgen.composed.seals import SealPlace
from docgen.layout.graphics import Drawn, Run

from ..markup import quote
from .objects import numbers

NAMESPACE = "urn:docgen:gb-t-9704-2012"
ELEMENTS = {
    "copy-number": "份号",
    "classification": "密级和保密期限",
    "urgency": "紧急程度",
    "masthead": "发文机关标志",
    "joint-masthead": "发文机关标志",
    "doc-number": "发文字号",
    "signatory": "签发人",
    "head-rule": "版头分隔线",
    "title": "标题",
    "addressees": "主送机关",
    "body": "正文",
    "attachments-note": "附件说明",
    "issued-by": "发文机关署名",
    "joint-by": "发文机关署名",
    "date": "成文日期",
    "seal": "印章",
    "note": "附注",
    "attachment": "附件",
    "copied-to": "抄送机关",
    "printed-by": "印发机关",
    "printed-above": "印发机关",
    "printed-on": "印发日期",
}
"""By the class that docgen's pages give them."""
NUMBER, SECRET, SEAL = "发文字号", "密级和保密期限", "盖章处"

found: WeakKeyDictionary[Any, Mapping[Any, str]] = WeakKeyDictionary()
"""The elements of a page, by its root: letters set together share it."""


class Tag(NamedTuple):
    """A unit that prints an element, by the numbers of the file."""

    name: str
    page: int
    unit: int


def elements_of(root: Any) -> Mapping[Any, str]:
    """Return which element of GB/T 9704 each element of a page belongs to."""
    if root is None:
        return {}
    if root not in found:
        found[root] = dict(named(root, ""))
    return found[root]


def named(element: Any, around: str) -> Iterator[tuple[Any, str]]:
    """Yield an element of a page and those inside it, each with its own name or that of what it is in."""
    classes = element.get("class", "").split()
    name = next((ELEMENTS[one] for one in classes if one in ELEMENTS), around)
    if name:
        yield element, name
    for child in element:
        yield from named(child, name)


def words(pages: list[Drawn], name: str) -> str:
    """Return what the pages print of an element."""
    runs = (unit for page in pages for unit in page.units if isinstance(unit, Run))
    elements = elements_of(pages[0].root) if pages else {}
    return "".join(run.text for run in runs if elements.get(run.element) == name)


def tag_file(tags: list[Tag], seals: Sequence[SealPlace], page_ids: Sequence[int]) -> str:
    """Return the tag file: each element once, with the units that print it; and where seals go, in mm."""
    names = dict.fromkeys(tag.name for tag in tags)
    body = "".join(
        f"<gw:{name}>"
        + "".join(
            f'<ofd:ObjectRef PageRef="{tag.page}">{tag.unit}</ofd:ObjectRef>'
            for tag in tags
            if tag.name == name
        )
        + f"</gw:{name}>"
        for name in names
    )
    body += "".join(
        f'<gw:{SEAL} PageRef="{page_ids[seal.page - 1]}" Of={quote(seal.of)} '
        f'Boundary="{numbers(seal.left, seal.top, seal.size, seal.size)}"/>'
        for seal in seals
    )
    return f'<gw:公文 xmlns:gw="{NAMESPACE}" xmlns:ofd="http://www.ofdspec.org/2016">{body}</gw:公文>'
