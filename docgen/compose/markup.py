"""HTML that an author's template wrote wrongly, which every browser mends in its own way and without a word.

In goes a page, out come the first places where a parser had to guess: a tag that is not closed may take the
words behind it for its own attributes, and no judge of pages misses what was never read as text.
"""

from docgen.content.document import Document
from docgen.foundation.errors import Finding, Place
from docgen.foundation.memory import once


def findings(document: Document, html: str) -> tuple[Finding, ...]:
    """Return what is wrong with a page's HTML, of a roster with its first's; docgen's own is sound."""
    project = document.project

    def judged() -> tuple[Finding, ...]:
        if project.root == project.bundled or not (project.root / "templates").is_dir():
            return ()
        from docgen.layout.engine.markup_faults import faults  # brings WeasyPrint

        place = Place(project.template(document.kind.template))
        return tuple(
            Finding("template-markup", place, {"reason": why, "near": near}) for why, near in faults(html)
        )

    return once(("markup", document.source.path), judged)
