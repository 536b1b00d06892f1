"""What WeasyPrint stumbles over itself, told as an error of the style sheet, with the element it was at.

Some pages end its layout with a failed assertion or an index out of range: boxes that must not be parted and
are higher than a page, floats and placed boxes cut by a page's end. The same page written otherwise goes
well, so its author can help himself; a crash would tell him nothing.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from docgen.foundation.errors import Problem, TemplateError

TOLD_OTHERWISE = (OSError, MemoryError)
"""What says more of the machine than of the page."""
ENGINE = "weasyprint"


@contextmanager
def faults_as_template_error() -> Iterator[None]:
    """Raise TemplateError for what fails inside WeasyPrint; docgen's own failures go on as they are."""
    try:
        yield
    except Exception as error:
        if isinstance(error, TOLD_OTHERWISE) or not is_engines(error.__traceback__):
            raise
        values = {"element": element_at(error.__traceback__), "reason": type(error).__name__}
        raise TemplateError([Problem("layout-stumbled", values=values)]) from error


def is_engines(trace: TracebackType | None) -> bool:
    """Return whether the innermost code that is WeasyPrint's or docgen's is WeasyPrint's."""
    modules = [str(frame.f_globals.get("__name__", "")) for frame, _ in traceback.walk_tb(trace)]
    ours = [name.partition(".")[0] for name in modules]
    return next((name for name in reversed(ours) if name in (ENGINE, "docgen")), "") == ENGINE


def element_at(trace: TracebackType | None) -> str:
    """Return the innermost element that was being laid out, as a selector; `body` when none is known."""
    for frame, _ in reversed(list(traceback.walk_tb(trace))):
        for name in ("box", "child", "element"):
            element = getattr(frame.f_locals.get(name), "element", None)
            if element is not None and isinstance(element.tag, str):
                classes = "".join(f".{one}" for one in element.get("class", "").split())
                return f"{element.tag}{classes}"[:80]
    return "body"
