"""帖 (gathering) as OFD: letters of a roster set with the same type, each in a file of its own.

What letters share is laid out, drawn and put into words once; a file has no characters but its own, for its
faces are cut for it, once for letters that show the same ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.composed.purpose import TAG
from docgen.composed.seals import seal_places
from docgen.foundation.errors import Finding
from docgen.layout.engine.canvas.stream import Studio
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, renderer_findings

from ..pdf.chunk import laid_out
from . import package_findings
from .package import Package, Workshop


@dataclass(frozen=True)
class Gathered:
    """The files of several letters, in their order."""

    files: tuple[bytes, ...]
    pages: tuple[int, ...]  # of each letter
    shown: tuple[Printed, ...]  # what each letter's pages show
    findings: tuple[Finding, ...]


def write(letters: Sequence[Composed], typefaces: Typefaces) -> Gathered:
    """Return an OFD of each of the `letters`, the same bytes for the same letters.

    Raises ContentError for a picture that is missing or lies outside the project.
    """
    press, studio, shop = Typesetter(letters, typefaces), Studio(), Workshop(typefaces)
    files: list[bytes] = []
    counts: list[int] = []
    shown: list[Printed] = []
    findings: list[Finding] = []
    with press.running() as messages:
        for letter, (pages, printed) in zip(letters, laid_out(letters, press), strict=True):
            drawn = press.drawings(pages, studio)
            package = Package(shop, drawn, letter.purpose)
            seals = seal_places(printed) if letter.purpose.seal == TAG else ()
            files.append(package.written(letter.metadata, letter.name, seals))
            counts.append(len(pages))
            shown.append(printed)
            findings += package_findings(package, drawn, letter.name)
    subject = "–".join(dict.fromkeys((letters[0].name, letters[-1].name)))
    findings += renderer_findings(messages, subject)
    findings += press.fetcher.findings(subject)
    return Gathered(tuple(files), tuple(counts), tuple(shown), tuple(findings))
