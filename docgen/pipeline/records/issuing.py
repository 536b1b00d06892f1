"""How far a document is on its way out (拟稿 → 核稿 → 会签 → 签发 → 发文): who did what, what holds it up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.content.document import Document, source_file
from docgen.content.source import read
from docgen.foundation.errors import ConflictError, DocgenError, Finding, MachineError, Problem
from docgen.setup.doctor import require_libraries

from ..build import FindingsError
from ..options import DEFAULTS, Options
from .papers import is_register_begun

if TYPE_CHECKING:
    from docgen.register.entries import Entry
    from docgen.register.register import Register

    from ..register.issue.checking import Checked
    from ..register.issue.signing import Step


@dataclass(frozen=True)
class Readiness:
    """How far a document is: `numbers` are those it has or would have now, `entries` what is registered.

    `steps` are those its office asks for; while it has `problems` nobody can do one, and who did which is not
    known. `findings` must be mended or accepted first. `is_issued` says that it is out and unchanged.
    """

    title: str = ""
    kind: str = ""
    office: str = ""
    steps: "tuple[Step, ...]" = ()
    numbers: tuple[str, ...] = ()
    entries: "tuple[Entry, ...]" = ()
    is_issued: bool = False
    is_register_begun: bool = True
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()


def readiness(source: Path | str, options: Options = DEFAULTS) -> Readiness:
    """Return how far the document at `source` is on its way out, as it would be made with `options`.

    What is wrong with the document is told in the answer. Raises ContentError for a file that nobody can
    read, MachineError as a build does.
    """
    require_libraries()
    from ..register.issue.checking import check

    file = source_file(Path(source))
    begun = is_register_begun(file)
    typed = read(file).values.get("title")
    known = Readiness(one_line(typed), is_register_begun=begun)
    try:
        checked = check(file, options)
    except FindingsError as error:
        return replace(known, findings=tuple(one for one in error.problems if isinstance(one, Finding)))
    except MachineError:
        raise
    except DocgenError as error:
        return replace(known, problems=tuple(error.problems))
    known = replace(known, **told(checked.document))
    return registered(known, checked) if begun else known


def told(document: Document) -> dict[str, Any]:
    """Return what is known of a document without the register."""
    from ..register.issue.signing import Step, steps_of

    return {
        "kind": document.kind.title,
        "office": str(document.office.get("name") or ""),
        "steps": tuple(map(Step, steps_of(document))),
    }


def registered(known: Readiness, checked: "Checked") -> Readiness:
    """Return what the register knows of a document beside."""
    from docgen.register.opening import open_register

    from ..register.issue.issuing import known_entries
    from ..register.issue.signing import standing

    with open_register(checked.document.project.root) as register:
        entries = tuple(
            entry for one in checked.claims if (entry := register.entry_of(one.wanted.key)) is not None
        )
        numbers = tuple(numbers_ahead(register, checked))
        known = replace(known, steps=tuple(standing(register, checked)), entries=entries, numbers=numbers)
        try:
            return replace(known, is_issued=bool(known_entries(register, checked)))
        except ConflictError as error:  # it is out, and says something else now
            return replace(known, problems=tuple(error.problems))


def numbers_ahead(register: "Register", checked: "Checked") -> Iterator[str]:
    """Yield the number that each letter of a document has, or would be given if it were issued now."""
    last: dict[str, int] = {}
    for one in checked.claims:
        series = one.wanted.series
        entry = register.entry_of(one.wanted.key)
        if entry or one.typed:
            yield entry.printed if entry else one.typed
            continue
        before = last.get(series.name) or register.store.last_serial(series.name) or 0
        last[series.name] = before + 1
        yield series.printed(before + 1)


def one_line(text: object) -> str:
    """Return a title as it stands in a list; nothing for what is no text."""
    return " ".join(text.split()) if isinstance(text, str) else ""
