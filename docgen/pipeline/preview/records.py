"""What a preview tells: plain records that may cross from one process to another."""

from dataclasses import dataclass

from docgen.content.source import KeyPath

from ..desk.problems import FormProblem


@dataclass(frozen=True)
class Picture:
    """A page as a picture; `data` (JPEG) is None where whoever asked has it or did not ask for this page."""

    key: str  # the same for the same picture; empty for a page that was not drawn
    data: bytes | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Spot:
    """Where a field, or a paragraph of one, stands: in shares of the page."""

    page: int  # from 1
    field: KeyPath
    line: int | None  # of a text of several lines: that in which the paragraph begins
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """Where a finding is seen: in shares of the page. `finding` is its number among those told, from 0."""

    page: int
    finding: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Shown:
    """A document as it would be printed; without pages where it is refused."""

    pages: tuple[Picture, ...] = ()
    spots: tuple[Spot, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    findings: tuple[FormProblem, ...] = ()
    marks: tuple[Mark, ...] = ()
    letters: int = 0
    letter: int = 0  # which of them is shown, from 1
    recipients: tuple[str, ...] = ()  # of a roster's letters, by their numbers
    order: tuple[int, ...] = ()  # their numbers, those first that are most likely to go wrong
    how: str = ""  # reset, laid: what it took
