"""The contract between composing and writing: what every writer is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from docgen.content.assets import Assets
from docgen.foundation.errors import Finding

from .printed import Printed
from .purpose import PRINT, Purpose
from .seals import SealPlace


@dataclass(frozen=True)
class Metadata:
    """What the file says about itself in its properties."""

    title: str
    author: str  # 发文机关
    language: str  # BCP 47, as in the html element
    date: date  # 成文日期: also the file's own date, so that the same input gives the same bytes
    subject: str = ""  # the kind's Chinese title
    draft: bool = False


@dataclass(frozen=True)
class Composed:
    """One document for one recipient, ready to be written in any format.

    `html` is a whole document without style sheets; `css` is the one author style sheet, with its
    imports already inlined, that both the PDF and the Word writer obey.
    """

    name: str  # safe file name without extension
    html: str
    css: str
    metadata: Metadata
    assets: Assets = field(default_factory=Assets)
    titles: Mapping[str, str] = field(default_factory=dict)  # Chinese titles of the `data-field`s it prints
    findings: tuple[Finding, ...] = ()  # what composing noticed: figures that contradict each other
    even_imprint: str = ""
    """What to add to `css` where the element `imprint` would fall on an odd side; empty where it may."""
    purpose: Purpose = PRINT


class Spot(NamedTuple):
    """Where an element stands in print."""

    page: int  # from 1
    x: float  # mm from the page's left
    y: float  # mm from its top
    alone: bool = False  # on a page after the end of the flow, which ends on the one before


class LaidOut(Protocol):
    """A page laid out and not drawn yet: where everything stands is known."""

    @property
    def places(self) -> Mapping[str, Spot]:
        """Where every element that has an id stands."""

    @property
    def printed(self) -> Mapping[str, int]:
        """The number that is printed on the page of every element that has an id."""

    def shown(self, composed: Composed) -> Printed:
        """Return what the pages of `composed` show, to be judged."""


@dataclass(frozen=True)
class Written:
    """A finished file, and what was noticed while writing it."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    places: Mapping[str, Spot] = field(default_factory=dict)
    """PDF only: where the elements that have an id stand."""
    printed: Mapping[str, int] = field(default_factory=dict)
    """PDF only: element id -> the number that is printed on its page."""
    seals: tuple[SealPlace, ...] = ()
    """PDF only: where seals go, where that is asked for."""
