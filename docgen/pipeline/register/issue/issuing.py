"""`docgen issue`: one document checked, numbered, made with its number, archived, registered, and handed out.

Each step can be done again: a number is its document's for good, what is made follows from the same files,
the archive takes the same bytes twice, and only what is registered as issued is issued. So whatever breaks it
off, the same command ends as if nothing had.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from docgen.address.jobs import key_columns
from docgen.archive import folder, issued, vault
from docgen.archive.issued import Issue
from docgen.content.document import Document, source_file
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ConflictError, Finding, Problem, also_telling, unique
from docgen.foundation.files import explain_errors
from docgen.register.entries import ISSUED, RESERVED, Entry, folded, words_of
from docgen.register.opening import open_register
from docgen.register.register import Register

from ...build import Built, build
from ...giving_out import issue as issue_of
from ...numbering import given_numbers, is_numbered_each, is_spare, key_of
from ...options import Options
from ...stops import Pipeline
from . import serials, signing
from .again import FORMS, Issued, forms_of, handed_again, not_made_again, numbers_of
from .checking import COUNTED_ON, Checked, check
from .depositing import Deposit, deposits
from .snapshot import Snapshot, refuse_changed, snapshot

STAGING = ".docgen-issue"
"""The folder of a project in which documents are made that are being issued."""


@dataclass(frozen=True)
class Ordered:
    """What is asked for beside the documents."""

    person: str = ""
    corrects: str = ""  # the number that the document puts right (更正)
    replaces: str = ""  # the number that it takes the place of (代替)

    def relations(self, register: Register) -> list[tuple[str, str]]:
        """Return what the document has to do with other numbers. Raises ConflictError for unknown ones."""
        named = [(how, number) for how in ("corrects", "replaces") if (number := getattr(self, how))]
        return [(how, register.find(number).number) for how, number in named]


def issue(path: Path, options: Options, ordered: Ordered = Ordered()) -> Issued:
    """Issue the document at `path` and hand its files out into `options.folder`.

    One that was issued and is unchanged gives its archived bytes again.
    Raises ContentError and the like when it cannot be made, FindingsError for findings nobody has accepted,
    ConflictError when the register says otherwise.
    """
    file = source_file(path)
    with locked_document(file, "issue", patience=120):
        checked = check(file, options)
        root = checked.document.project.root
        with open_register(root) as register:
            register.person = ordered.person or register.person
            if known := known_entries(register, checked):
                clear(root, checked.document)
                keep_numbers(checked, known, options)
                lacking = not_made_again(known, options, checked.document.source.place())
                return replace(handed_again(root, known, options), findings=tuple(lacking))
            noticed = unnamed(checked, ordered.relations(register))
            steps = signing.refuse_unsigned(register, checked)
            entries = reserve(register, checked)
            noticed += register.noticed
        with also_telling(lambda: [about("issue-number-kept", checked, entries)]):
            names, built = make(checked, entries, staging_of(root, checked), options)
            refuse_changed(checked.snapshot, now(checked), file)
            ready = deposits(checked.pages, checked.snapshot, entries, checked.claims, names, built)
            for one in ready:
                vault.put_away(one.folder(root), one.files)
        with open_register(root) as register:
            register.person = ordered.person or register.person
            entries = tuple(register_all(register, ready, checked, ordered, steps, options))
        clear(root, checked.document)
        followed = unique([told for one in checked.claims for told in one.follow.findings])
        with also_telling(lambda: [about("issue-is-out", checked, entries)]):
            files = hand_out(ready, checked, entries, options)
        return Issued(entries, files, (*noticed, *followed, *built.findings))


def known_entries(register: Register, checked: Checked) -> list[Entry]:
    """Return the entries of a document that was issued, none for one that was not.

    Raises ConflictError for one that was issued and says something else now.
    """
    known = [entry for one in checked.claims if (entry := register.entry_of(one.wanted.key))]
    done = [entry for entry in known if entry.state != RESERVED]
    if not done:
        return []
    digest = checked.snapshot.digest
    if len(done) == len(checked.claims) and all(one.more.get("digest") == digest for one in done):
        return done
    told = {"numbers": numbers_of(done)}
    raise ConflictError([Problem("issue-changed", checked.document.source.place(), told)])


def about(code: str, checked: Checked, entries: Sequence[Entry]) -> Finding:
    """Return what is told of a document's numbers beside a refusal: that they are kept, or out."""
    return Finding(code, checked.document.source.place(), {"numbers": numbers_of(entries)})


def unnamed(checked: Checked, relations: Sequence[tuple[str, str]]) -> list[Finding]:
    """Return a finding for each number that a document puts right or replaces and does not name."""
    said = "".join(folded(text.text) for text in checked.document.texts)
    place = checked.document.source.place()
    lacking = [number for _, number in relations if folded(number) not in said]
    return [Finding("issue-relation-unnamed", place, {"number": number}) for number in lacking]


def reserve(register: Register, checked: Checked) -> tuple[Entry, ...]:
    """Return the entries of a document, each with its number: all in one transaction."""
    with register.changing():
        given = [
            register.claim(one.typed, one.wanted) if one.typed else register.give([one.wanted])[0]
            for one in checked.claims
        ]
        for entry in given:
            refuse_archived(register, checked.document.project.root, entry)
        return tuple(serials.with_issue(register, checked.document, entry) for entry in given)


def refuse_archived(register: Register, root: Path, entry: Entry) -> None:
    """Raise ConflictError when another document is archived under a number, which the register forgot."""
    told = vault.told_of(vault.folder_of(root, entry.year or int(entry.date[:4]), entry.number))
    if told and told.get("document", entry.key) != entry.key:
        register.conflict("archive-has-number", number=entry.number, title=str(told.get("title", "")))


def make(
    checked: Checked, entries: Sequence[Entry], staging: Path, options: Options
) -> tuple[list[str], Built]:
    """Make a document with its number in the folder `staging`, strictly and without the draft's mark.

    Return also what the letters of numbered recipients are called, after their numbers; else none.
    """
    document = checked.document
    overrides = {**options.overrides, **given_numbers(document, entries[0])}
    with explain_errors(staging):
        staging.mkdir(parents=True, exist_ok=True)
    if is_numbered_each(document):
        issued.record(staging, numbered_issues(checked, entries))
    asked = replace(
        options,
        out=staging,
        strict=True,
        final=True,
        overrides=overrides,
        accept=(*options.accept, *COUNTED_ON),
    )
    built = build([document.source.path], asked)
    if built.set_aside:
        raise ConflictError([Problem("issue-set-aside", document.source.place()), *built.set_aside])
    built = replace(built, findings=[one for one in built.findings if one.code not in COUNTED_ON])
    if not is_numbered_each(document):
        return [], built
    jobs = Pipeline(asked, issued_in=staging).jobs(document.source.path)
    return [job.name for job in jobs if not is_spare(job)], built


def numbered_issues(checked: Checked, entries: Sequence[Entry]) -> list[Issue]:
    """Return the record by which each recipient keeps the number that the register gave."""
    key = key_columns(checked.document)
    printed = {
        one.job.name: entry.printed
        for one, entry in zip(checked.claims, entries, strict=True)
        if one.job and not one.typed
    }
    known = [(job, issue_of(job, key)) for job in checked.jobs if job.name in printed]
    return [replace(issue, number=printed[job.name]) for job, issue in known]


def now(checked: Checked) -> Snapshot:
    """Return the snapshot of a document's files as they are now."""
    root = checked.document.project.root
    return snapshot(checked.document.project, (root / name for name in checked.snapshot.files))


def register_all(
    register: Register,
    ready: Sequence[Deposit],
    checked: Checked,
    ordered: Ordered,
    steps: Sequence[signing.Step],
    options: Options,
) -> list[Entry]:
    """Register what was archived as issued, all in one transaction, with what it has to do with others."""
    texts = [one.text for one in checked.document.texts]
    made = []
    with register.changing():
        relations = ordered.relations(register)
        for one in ready:
            if not one.entry:
                continue
            known = register.find(one.entry.number)
            fields = {**one.fields, "state": ISSUED}
            more = {
                **one.more,
                "files": one.marks,
                "digest": checked.snapshot.digest,
                "archive": one.place,
                "relations": [*known.relations, *relations],
                **({"steps": signing.told(steps)} if steps else {}),
                **({FORMS: forms} if (forms := forms_of(options)) else {}),
            }
            words = words_of(replace(known, title=fields["title"], addressees=fields["addressees"]), texts)
            register.record("issued", known.number, fields, more, words)
            made.append(register.find(known.number))
        for how, number in relations:
            relate(register, how, register.find(number), made[0].number)
    return made


def relate(register: Register, how: str, old: Entry, number: str) -> None:
    """Set down with an entry that another puts it right, or takes its place."""
    relations = [*old.relations, (f"{how}-by", number)]
    changed = {"state": "replaced"} if how == "replaces" else {}
    register.record(f"{how}-by", old.number, changed, {"relations": relations}, by=number)


def keep_numbers(checked: Checked, entries: Sequence[Entry], options: Options) -> None:
    """Have later builds into the output folder give recipients the numbers that they were issued with."""
    if is_numbered_each(checked.document):
        issued.record(options.folder, numbered_issues(checked, entries))


def hand_out(
    ready: Sequence[Deposit], checked: Checked, entries: Sequence[Entry], options: Options
) -> tuple[Path, ...]:
    """Put copies of what was issued into the output folder, and return where they are."""
    files = [pair for one in ready for pair in one.letters]
    keep_numbers(checked, entries, options)
    return tuple(folder.store_all(options.folder, files))


def staging_of(root: Path, checked: Checked) -> Path:
    """Return where a document is made that is being issued; what was made of another content goes."""
    mine = sha256(key_of(checked.document).encode()).hexdigest()[:12]
    path = root / STAGING / f"{mine}-{checked.snapshot.digest[:12]}"
    for other in (root / STAGING).glob(f"{mine}-*"):
        if other != path:
            shutil.rmtree(other, ignore_errors=True)
    return path


def clear(root: Path, document: Document) -> None:
    """Take away what was made of a document that is issued now."""
    mine = sha256(key_of(document).encode()).hexdigest()[:12]
    for path in (root / STAGING).glob(f"{mine}-*"):
        shutil.rmtree(path, ignore_errors=True)
    try:
        (root / STAGING).rmdir()
    except OSError:
        return
