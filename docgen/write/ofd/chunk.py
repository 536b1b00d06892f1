"""帖 (gathering) as OFD: letters of a roster set with the same type, each in a file of its own.

What letters share is laid out, drawn and put into words once, for all gatherings that one press serves; a
file has no characters but its own, for its faces are cut for it, once for letters that show the same ones.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from docgen.composed.printed import Printed
from docgen.composed.purpose import TAG
from docgen.composed.seals import seal_places
from docgen.foundation.errors import Finding
from docgen.layout.engine.canvas.stream import Studio
from docgen.layout.graphics import Drawn

from ..laid.letters import LaidLetters
from ..laid.presses import Press
from . import package_findings, print_file
from .package import Package, Workshop


@dataclass(frozen=True)
class Gathered:
    """The files of several letters, in their order."""

    files: tuple[bytes, ...]
    pages: tuple[int, ...]  # of each letter
    shown: tuple[Printed, ...]  # what each letter's pages show
    findings: tuple[Finding, ...]
    whole: bytes = b""  # all of them in one file, for a print file


@dataclass
class Standing:
    """What stands beside a press: what pages are drawn with, and units and faces that are written."""

    studio: Studio
    shop: Workshop


STANDING: WeakKeyDictionary[Press, Standing] = WeakKeyDictionary()


def drawn(laid: LaidLetters, for_print: bool = False) -> Gathered:
    """Return an OFD of each of the letters that are laid out, the same bytes for the same letters.

    `for_print` says whether one of them all is wanted too.
    """
    standing = standing_beside(laid.press)
    files: list[bytes] = []
    findings: list[Finding] = []
    together: list[Drawn] = []
    with laid.press.typesetter.running() as messages:
        for letter, pages, printed in zip(laid.letters, laid.pages, laid.shown, strict=True):
            drawings = laid.press.typesetter.drawings(pages, standing.studio)
            package = Package(standing.shop, drawings, letter.purpose)
            seals = seal_places(printed) if letter.purpose.seal == TAG else ()
            files.append(package.written(letter.metadata, letter.name, seals))
            findings += package_findings(package, drawings, letter.name)
            together += drawings if for_print else ()
    whole = print_file.part(together, standing.shop, laid.letters[0]) if for_print else b""
    findings += laid.findings(messages)
    return Gathered(tuple(files), tuple(map(len, laid.pages)), laid.shown, tuple(findings), whole)


def standing_beside(press: Press) -> Standing:
    """Return what stands beside a press, for this gathering and for the next one it serves."""
    return STANDING.setdefault(press, Standing(Studio(), Workshop(press.typefaces, for_many=True)))
