"""What is done with findings by their grade: nothing goes out with a grave one that nobody has looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from docgen.foundation.errors import ACCEPTED, MUST, ContentError, Finding, Problem, also_telling
from docgen.foundation.messages import catalogue
from docgen.foundation.suggest import nearest

SHOWN = 5
"""Letters that share a finding and are told one by one."""


PROMISED = ("pdf-", "ofd-no-archive")
"""How the names of findings begin on what a PDF lacks of the form that it claims."""


def refuse_unknown(names: Collection[str]) -> None:
    """Raise ContentError for names to be accepted of which there is no finding."""
    if not names:
        return  # the wording of all that may be found need not be read
    known = [code for code, entry in catalogue().items() if "what" in entry]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ContentError(
            [
                Problem("finding-unknown", values={"name": name, "near": nearest(name, known)})
                for name in unknown
            ]
        )


def accepted(findings: Iterable[Finding], names: Collection[str]) -> list[Finding]:
    """Return findings, those among the accepted `names` marked as such.

    Nobody can accept that a file lacks what it says it has: PDF/A and PDF/UA are promised to others.
    """
    acceptable = {name for name in names if not name.startswith(PROMISED)}
    return [replace(one, grade=ACCEPTED) if one.code in acceptable else one for one in findings]


def grave(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop their document."""
    return [one for one in findings if one.grade == MUST]


def refuse_grave(findings: Sequence[Finding]) -> None:
    """Raise ContentError for the findings that stop their document; it tells all others behind them."""
    with also_telling(lambda: findings):
        if stopping := grave(findings):
            raise ContentError(stopping)


def unaccepted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that nobody has accepted: under --strict they stop the build."""
    return [one for one in findings if one.grade != ACCEPTED]


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings on letters; one that many share is told once, of the first and the last of them."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.code, one.grade, tuple(one.values.items())), []).append(one)
    return [one for same in alike.values() for one in (same if len(same) <= SHOWN else [shared(same)])]


def shared(findings: Sequence[Finding]) -> Finding:
    """Return what the first and the last of some letters, and all between, have in common."""
    first, last = findings[0].subject, findings[-1].subject
    return replace(findings[0], subject=first if first == last else f"{first}–{last}")
