"""From a composed page to OFD (版式文档, GB/T 33190-2016), the form in which Chinese offices exchange papers.

Pages are laid out as for PDF and drawn as records (`layout/graphics/`): text stays text, in faces that lie
in the file, cut to its own characters.
"""

from collections.abc import Iterable, Sequence

from docgen.composed import Composed, LaidOut, Written
from docgen.composed.purpose import TAG
from docgen.composed.seals import seal_places
from docgen.foundation.errors import Finding
from docgen.layout.engine.canvas.stream import Studio
from docgen.layout.fonts import Typefaces
from docgen.layout.graphics import Drawn
from docgen.layout.typesetter import renderer_findings

from ..laid.document import Laid, anchor_places, printed_numbers
from .package import LEADS_OUT, Package, Workshop


def written(composed: Composed, typefaces: Typefaces, laid: LaidOut | None = None) -> Written:
    """Return the OFD of `composed`, which may be laid out already; the same bytes for the same input.

    Raises ContentError for an image that is missing or lies outside the project, MachineError when there is
    no room for the renderer's temporary files.
    """
    ready = laid if isinstance(laid, Laid) else Laid(composed, typefaces)
    with ready.press.running() as messages:
        pages = [*ready.pages, *ready.laid_afterwards(composed)]
        drawn = ready.press.drawings(pages, Studio(for_one=True, faces=ready.press.drawn_faces))
    package = Package(Workshop(typefaces), drawn, composed.purpose)
    seals = seal_places(ready.shown(composed)) if composed.purpose.seal == TAG else ()
    data = package.written(composed.metadata, composed.name, seals)
    findings = renderer_findings((*ready.messages, *messages), composed.css, composed.name)
    findings += ready.press.fetcher.findings(composed.name)
    findings += package_findings(package, drawn, composed.name)
    return Written(data, findings, len(pages), anchor_places(pages), printed_numbers(pages))


def package_findings(package: Package, pages: Sequence[Drawn], subject: str) -> tuple[Finding, ...]:
    """Return what is not in a file as it is meant, each thing once."""
    left = dict.fromkeys((one.code, one.element) for page in pages for one in page.left_out)
    found: Iterable[tuple[str, str, str]] = [
        *((code, "element", element) for code, element in left),
        *((code, "text" if code == LEADS_OUT else "face", about) for code, about in package.told),
    ]
    return tuple(Finding(code, values={name: value}, subject=subject) for code, name, value in found)
