"""The stop `inspect`: what was made is measured and compared, not assumed.

Each module looks at one thing and returns findings; none of them changes anything.
"""

from docgen.composed import Composed
from docgen.foundation.errors import Finding
from docgen.layout.fonts import Typefaces

from . import drawings, faces, fitting


def inspect(composed: Composed, typefaces: Typefaces) -> list[Finding]:
    """Return all that is to be held against a composed document.

    Raises ContentError for what must not be printed: a character that no font has.
    """
    judged = (judge.findings(composed, typefaces) for judge in (faces, fitting, drawings))
    return [*composed.findings, *(finding for findings in judged for finding in findings)]
