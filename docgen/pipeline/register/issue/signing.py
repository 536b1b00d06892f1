"""Steps before issue (拟稿、核稿、会签、签发): who did which, and on exactly which bytes.

An office that wants them lists them in content/offices.yaml (`steps`); one that does not has none. A step
holds for what the document said then: all that it is made of, template and docgen included. Whoever drafted
a document neither reviews nor signs it, unless the office allows it (`signs_own`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from docgen import __version__
from docgen.content.document import Document, source_file
from docgen.foundation.errors import ConflictError, ContentError, Problem
from docgen.register.opening import open_register
from docgen.register.register import Register

from ...numbering import key_of
from ...options import Options
from .checking import Checked, check
from .snapshot import Snapshot

STEPS = ("拟稿", "核稿", "会签", "签发")
"""In their order (党政机关公文处理工作条例, chapters 5 and 6)."""
DRAFTED, OTHERS = "拟稿", ("核稿", "签发")
SIGNED = "signed"
"""The type of event that a step is."""


@dataclass(frozen=True)
class Step:
    """A step that an office asks for: who did it, and when; nobody yet where `person` is empty."""

    name: str
    person: str = ""
    moment: str = ""
    is_of_other_text: bool = False  # it was done, and the document has changed since


def sign(path: Path, name: str, person: str, options: Options) -> list[Step]:
    """Set down that `person` did a step of the document at `path`, and return how its steps stand.

    Raises ContentError for a step the office does not have, ConflictError for one out of its turn, and for
    one's own draft; whatever else is to be mended in the document is told first.
    """
    checked = check(source_file(path), options)
    document, person = checked.document, "".join(person.split())
    wanted = steps_of(document)
    if name not in wanted:
        told = {"step": name, "steps": "、".join(wanted) or "—"}
        raise ContentError([Problem("step-unknown", document.source.place("office"), told)])
    with open_register(document.project.root) as register:
        register.person = person
        done = standing(register, checked)
        refuse_step(register, document, name, person, done)
        register.record(SIGNED, key_of(document), step=name, digest=mark(checked.snapshot))
        return standing(register, checked)


def steps_of(document: Document) -> list[str]:
    """Return the steps that the document's office asks for, in their order."""
    asked = document.office.get("steps") or ()
    return [name for name in STEPS if name in asked]


def standing(register: Register, checked: Checked) -> list[Step]:
    """Return each step that is asked for, and who did it on the text as it is; several may countersign."""
    document, now = checked.document, mark(checked.snapshot)
    events = list(register.events(key_of(document), SIGNED))
    found: list[Step] = []
    for name in steps_of(document):
        mine = [one for one in events if one.body.get("step") == name]
        valid = [one for one in mine if one.body.get("digest") == now]
        persons = dict.fromkeys(one.person for one in valid)
        moment = valid[-1].moment if valid else ""
        found.append(Step(name, "、".join(persons), moment, bool(mine) and not valid))
    return found


def refuse_step(register: Register, document: Document, name: str, person: str, done: Sequence[Step]) -> None:
    """Raise ConflictError for a step before those that come first, and for one's own draft."""
    by_name = {step.name: step for step in done}
    before = [step.name for step in done[: list(by_name).index(name)] if not step.person]
    if before:
        register.conflict("step-early", step=name, before="、".join(before))
    drafted = by_name.get(DRAFTED)
    own = drafted and person in drafted.person.split("、")
    if own and name in OTHERS and not document.office.get("signs_own"):
        register.conflict("step-own-draft", step=name, person=person)


def refuse_unsigned(register: Register, checked: Checked) -> list[Step]:
    """Return the steps of a document that may be issued. Raises ConflictError while any is not done."""
    done = standing(register, checked)
    problems = list(undone(checked.document, done))
    if problems:
        raise ConflictError(problems)
    return done


def undone(document: Document, done: Sequence[Step]) -> Iterator[Problem]:
    """Yield what is told of steps that nobody did, or that were done on another text."""
    for step in done:
        if not step.person:
            code = "step-changed-since" if step.is_of_other_text else "step-undone"
            yield Problem(code, document.source.place(), {"step": step.name})


def told(steps: Sequence[Step]) -> list[Mapping[str, str]]:
    """Return steps as the register keeps them with an entry."""
    return [{"step": step.name, "person": step.person, "moment": step.moment} for step in steps]


def mark(snapshot: Snapshot) -> str:
    """Return a mark of all that a document is made of, template and docgen included."""
    return sha256(
        repr((__version__, snapshot.digest, sorted(snapshot.templates.items()))).encode()
    ).hexdigest()
