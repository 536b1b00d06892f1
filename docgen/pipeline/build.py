"""How a document is made: the eight stops, in order.

`find` the project, `load` the YAML as text, `model` it by its kind's schema, `address` one job to each
recipient, `compose` HTML and style, `write` PDF and Word, `inspect` what was made, `file` it. Every source is
checked before anything is made, and nothing is filed unless everything could be made.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.archive import issued, reprints
from docgen.foundation.errors import (
    ContentError,
    DocgenError,
    Finding,
    Place,
    Problem,
    also_telling,
    collect_each,
    unique,
)
from docgen.foundation.memory import steady

from . import accepting, batch
from .batch import Batch, leftovers
from .batch.journal import Receipt
from .batch.runner import BatchRunner
from .giving_out import issues, numbered_row, shared_numbers
from .options import DEFAULTS, Options
from .stops import Page, Pipeline, inspected


@dataclass(frozen=True)
class Built:
    """What a build made: the filed paths in order, and what inspection found."""

    receipts: list[tuple[Path, Receipt]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[Problem] = field(default_factory=list)  # why letters of a batch are not made
    kept: int = 0  # letters of a batch that an earlier run had made
    moved: list[Path] = field(default_factory=list)  # what rosters do not make any more, put away

    @property
    def paths(self) -> list[Path]:
        """The files, in order."""
        return [path for path, _ in self.receipts]


class FindingsError(DocgenError):
    """Findings under --strict: the document must be mended, or its finding acknowledged, first."""


def build(sources: Sequence[Path], options: Options = DEFAULTS) -> Built:
    """Make every source in every format and file it; a roster's letters are made and filed last.

    Raises ContentError, TemplateError or MachineError with the problems of all sources, and FindingsError
    when `options.strict` and anything was found; nothing is filed then.
    """
    with closing(BatchRunner(options.batch)) as runner, steady():
        return built(Pipeline(options, runner, options.folder), sources)


def built(pipeline: Pipeline, sources: Sequence[Path]) -> Built:
    """Take every source through the stops, all of them up to `compose` before any is made."""
    options = pipeline.options
    accepting.refuse_unknown(options.accept)
    paths = list({path.resolve(): path for path in sources}.values())
    found = collect_each(paths, pipeline.pages, told_of)
    refuse_same_names(paths, found)
    rosters = [pages for pages in found if len(pages) > 1]
    if options.booklet:
        refuse_rosters(rosters)
    single = [pages[0] for pages in found if len(pages) == 1]
    batches = [pipeline.planned(pages) for pages in rosters]
    with also_telling(lambda: (one for pages in rosters for one in told_of(pages))):
        made = collect_each(single, pipeline.made, lambda each: each[1])
    result = Built(findings=unique(finding for _, found in made for finding in found))
    listed = [[page.job for page in pages] for pages in found if pages[0].job.row]
    left = leftovers.left(listed, options.folder, combined=options.batch.combined is not None)
    result.findings.extend(shared_numbers(listed))
    if not options.tidy:
        result.findings.extend(leftovers.findings(left, options.folder))
    if options.strict:
        noticed = [*result.findings, *foreseen(rosters, batches, options.folder)]
        refuse(accepting.accepted(noticed, options.accept))
    issued.record(options.folder, issues(listed))
    result.receipts.extend(pipeline.filed(single, [file for files, _ in made for file in files]))
    for planned in batches:
        result = merged(result, pipeline.batch(planned), options.folder)
    if options.tidy:
        moved, changed = leftovers.put_away(left, options.folder)
        result.moved.extend(moved)
        result.findings.extend(changed)
    reprints.record_reprints(
        options.folder,
        [copy for pages in found for copy in printed_again(pages, result, options.reason)],
    )
    result = replace(result, findings=accepting.accepted(result.findings, options.accept))
    if options.strict:
        refuse(result.findings)
    return result


def told_of(pages: Sequence[Page]) -> Iterator[Finding]:
    """Yield what is told of composed letters already, should something else be refused."""
    yield from (one for page in pages for one in page.composed.findings)


def refuse(findings: Iterable[Finding]) -> None:
    """Raise FindingsError when there are any findings that nobody has accepted, each told once."""
    if told := unique(accepting.unaccepted(findings)):
        raise FindingsError(told)


def foreseen(rosters: Iterable[Sequence["Page"]], batches: Iterable[Batch], out: Path) -> Iterator[Finding]:
    """Yield what can be held against letters and their rosters before they are made."""
    for pages in rosters:
        for page in pages:
            yield from inspected(page)
    for planned in batches:
        yield from batch.built_before(planned, out)


def merged(built: Built, result: batch.Result, out: Path) -> Built:
    """Return what was made before and what a batch made."""
    receipts = [(out / receipt.file, receipt) for receipt in result.receipts]
    return Built(
        [*built.receipts, *receipts],
        unique([*built.findings, *result.findings]),
        [*built.set_aside, *result.set_aside],
        built.kept + result.kept,
        built.moved,
    )


def printed_again(pages: Sequence["Page"], built: Built, reason: str) -> list[reprints.Copy]:
    """Return the files of a document that were made again, when only some of its copies were asked for."""
    document = pages[0].job.document
    if not document.values.get("only"):
        return []
    receipts = [receipt for _, receipt in built.receipts]
    return [
        reprints.Copy(
            document.source.path.name,
            numbered_row(page.job),
            str(page.job.place),
            made.file,
            made.sha256,
            reason,
        )
        for page in pages
        for made in receipts
        if made.letter == page.composed.name
    ]


def refuse_same_names(paths: Sequence[Path], found: Sequence[Sequence[Page]]) -> None:
    """Raise ContentError when two sources would be filed under one name; a roster's names differ."""
    owners: dict[str, Path] = {}
    problems = []
    for path, pages in zip(paths, found, strict=True):
        for page in pages:
            name = page.composed.name
            owner = owners.setdefault(name.casefold(), path)
            if owner != path:
                problems.append(Problem("name-taken", Place(path), {"name": name, "other": owner}))
    if problems:
        raise ContentError(problems)


def refuse_rosters(rosters: Iterable[Sequence[Page]]) -> None:
    """Raise ContentError for the rosters whose letters were to be folded into booklets."""
    sources = [pages[0].job.document.source for pages in rosters]
    if sources:
        raise ContentError([Problem("booklet-of-roster", one.place("recipients")) for one in sources])
