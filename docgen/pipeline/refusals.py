"""What a refusal tells beside what refuses: all that would have been told of the document, had it been made.

So that a clerk mends a file once, and not its findings when its problems are mended.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from docgen.address.jobs import Job
from docgen.content import document
from docgen.content.document import Document
from docgen.content.project import Project
from docgen.content.source import Source
from docgen.foundation.errors import DocgenError, ErrorCollector, Problem, also_telling
from docgen.prose.rendering import findings_as_typed, problems_as_typed


def checked_document(project: Project, source: Source, overrides: Mapping[str, Any]) -> Document:
    """Return the document that `source` describes. Raises as `document.check`, and tells of its texts too."""

    def noticed() -> list[Problem]:
        try:
            texts = document.texts_as_typed(project, source, overrides)
        except DocgenError:  # it has no kind, or none that takes these fields: just that is told
            return []
        return [*problems_as_typed(texts), *findings_as_typed(texts)]

    with also_telling(noticed):
        return document.check(project, source, overrides)


def telling_findings(made: Document, jobs: Sequence[Job] = ()) -> AbstractContextManager[None]:
    """Return a block whose refusals tell also what is to be held against a document, and its roster."""

    def noticed() -> list[Problem]:
        from docgen.compose.page import findings_of_document  # heavy, and `load` does without

        beside = ErrorCollector().run(lambda: findings_of_document(made), ())  # a bad glossary is told itself
        roster = jobs[0].findings if jobs else ()
        return [*problems_as_typed(made.texts), *roster, *findings_as_typed(made.texts), *beside]

    return also_telling(noticed)
