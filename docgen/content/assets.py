"""The folders from which a page may take pictures; nothing outside them is read."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from docgen.foundation.errors import NOWHERE, ContentError, Place, Problem
from docgen.foundation.filenames import relative_name
from docgen.foundation.memory import look

from . import pictures
from .data.chart import Chart
from .pictures import SUFFIXES, WIDEST, Picture
from .project import Project
from .unusable import TAKEN, UnusablePicture

IMAGES = "images"
"""The folder of a project's pictures."""
ALIKE = 0.6
"""How like a file's name must be to be taken for the one that was meant."""
SHOWN = 100
"""Characters of an address that a sentence shows."""


@dataclass(frozen=True)
class Drawn:
    """A picture that docgen drew of a chart: its address in the page, and both."""

    address: str
    picture: Picture
    chart: Chart


@dataclass(frozen=True)
class Assets:
    """The folders from which a page may take images; nothing outside them is ever read.

    In `grounds` lie pictures that cover a page, which may be wider than a line of text. What docgen `drew`
    itself of a document's data is there too, by address.
    """

    roots: tuple[Path, ...] = ()
    grounds: tuple[Path, ...] = ()
    drew: tuple["Drawn", ...] = ()

    def chart(self, address: str) -> Chart | None:
        """Return the chart that docgen drew at an address, None for any other picture."""
        return next((one.chart for one in self.drew if one.address == address), None)

    def inside(self, address: str) -> Path | None:
        """Return the file that a relative address names in the first root that has it, None when none has.

        Links are followed before it is decided what lies inside.
        """
        return next((path for _, path in self.found(address)), None)

    def found(self, address: str) -> list[tuple[Path, Path]]:
        """Return the roots that have a file of this relative address, and the files."""
        name = relative_name(address)
        paths = [(root, look(root / name)) for root in self.roots if name is not None]
        return [(root, path) for root, path in paths if is_file_within(path, root)]

    def picture(self, address: str, place: Place = NOWHERE) -> Picture:
        """Return the picture that a relative address names, upright and no finer than print needs.

        Raises ContentError, which names `place`, when there is none or when it cannot be printed.
        """
        own = next((one.picture for one in self.drew if one.address == address), None)
        if own is not None:
            return own
        shown = {"address": unquote(address)[:SHOWN]}
        root, path = next(iter(self.found(address)), (None, None))
        if path is None:
            near = self.nearest(unquote(address))
            code = "image-missing-near" if near else "image-missing"
            raise ContentError([Problem(code, place, {**shown, **({"near": near} if near else {})})])
        if path.suffix.lower() not in SUFFIXES:
            raise ContentError([Problem("image-suffix", place, {**shown, "taken": TAKEN})])
        try:
            return pictures.load(path, None if root in self.grounds else WIDEST)
        except UnusablePicture as error:
            raise ContentError([Problem(error.code, place, {**shown, **error.values})]) from error
        except OSError as error:
            raise ContentError([Problem("image-missing", place, shown)]) from error

    def nearest(self, address: str) -> str:
        """Return the picture that an address which leads nowhere most likely means, '' when none is near."""
        wanted = PurePosixPath(address.replace("\\", "/"))
        others = (name for name in self.names(wanted.parent) if name != address)
        known = {name: PurePosixPath(name).stem.casefold() for name in others}
        (close,) = get_close_matches(wanted.stem.casefold(), known.values(), 1, ALIKE) or ("",)
        return next((name for name, stem in known.items() if stem == close), "")

    def names(self, folder: PurePosixPath) -> list[str]:
        """Return the pictures in a folder that pages may name, and in that of the project's pictures."""
        found: dict[str, None] = {}
        for root in self.roots:
            for inside in dict.fromkeys((root / folder, root / IMAGES)):
                files = sorted(inside.glob("*.*")) if inside.resolve().is_relative_to(root.resolve()) else ()
                found |= {
                    path.relative_to(root).as_posix(): None
                    for path in files
                    if path.suffix.lower() in SUFFIXES
                }
        return list(found)

    def problems(self, address: str, place: Place) -> tuple[Problem, ...]:
        """Return what keeps the picture at `address`, which is named at `place`, from being printed."""
        try:
            self.picture(address, place)
        except ContentError as error:
            return error.problems
        return ()


def may_be_picture(address: str) -> bool:
    """Say whether an address names a picture by its suffix: beside them lie rosters and private keys."""
    name = relative_name(address)
    return name is not None and name.suffix.lower() in SUFFIXES


def project_assets(project: Project) -> Assets:
    """Return the folders from which pages of `project` may take images."""
    grounds = project.template_folders
    return Assets((project.content(""), *grounds), grounds)


def project_pictures(project: Project) -> tuple[str, ...]:
    """Return the names by which documents call the pictures in the project's folder of them."""
    home, folder = project.content(""), look(project.content(IMAGES))
    found = (path for path in sorted(folder.rglob("*.*")) if is_file_within(path, home))
    return tuple(
        path.relative_to(home).as_posix()
        for path in found
        if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~"))
    )


def is_file_within(path: Path, root: Path) -> bool:
    """Say whether `path` is an existing file that lies, all links followed, in `root`."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
