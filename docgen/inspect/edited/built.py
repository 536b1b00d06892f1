"""What a Word file said when it was made: kept beside it, and found again for the copy that comes back.

A copy that went through other hands has another name and other bytes, so among what is kept of one document
the likest is taken for what it was made as; of equals the newest.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from docgen.address.jobs import Job
from docgen.archive import texts
from docgen.archive.texts import Text

from ..docx.package import Package
from ..docx.packing import packed, unpacked
from ..docx.reading import content
from ..docx.record import Content
from .resemblance import OTHER, alike, apart

SUFFIX = ".docx"
OUT = "out"
"""The folder that `docgen build` files in when it is told no other."""


def keep(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Keep in `folder` what those of `files` say that are Word files; raises MachineError as `texts.keep`."""
    texts.keep(folder, [text_of(name, data) for name, data in files if name.endswith(SUFFIX)])


def text_of(name: str, data: bytes) -> Text:
    """Return what a Word file says, packed."""
    return Text(name, sha256(data).hexdigest(), packed(content(Package(data, Path(name)))))


def as_built(path: Path, job: Job, edited: Content) -> Content | None:
    """Return what the file at `path`, which says `edited`, said when it was made as `job`.

    It is looked for beside the file, in ./out and in the project's out; None where nothing is kept of it.
    """
    kept = [text for folder in folders(path, job) for text in texts.kept(folder)]
    found = [text for name in names(path, job, kept) for text in kept if text.name == name]
    known = [said for text in reversed(found) if (said := unpacked(text.packed))]
    likest = min(known, key=lambda said: apart(said, edited), default=None)
    return likest if likest and alike(likest, edited) >= OTHER else None


def folders(path: Path, job: Job) -> Iterator[Path]:
    """Yield where texts may be kept, each folder once."""
    wanted = (path.parent, Path(OUT), job.document.project.root / OUT)
    yield from {folder.resolve(): folder for folder in wanted}.values()


def names(path: Path, job: Job, kept: Sequence[Text]) -> list[str]:
    """Return the name of the job's file; if it was called otherwise then, the name `path` begins with."""
    own = job.name + SUFFIX
    known = {text.name for text in kept}
    if own in known:
        return [own]
    return sorted((name for name in known if path.stem.startswith(name.removesuffix(SUFFIX))), key=len)[-1:]
