"""Hold the Tibetan of each unit against its Chinese: what must agree, and the terms of the glossary.

In goes a `Document`, out come findings with the line of the Tibetan, its chapter and its block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docgen.content.document import Document
from docgen.content.languages import Language, language
from docgen.content.project import Project
from docgen.foundation.errors import Finding

from .agreement import Difference, differences
from .glossary import Glossary, glossary
from .scripts import is_translation, untranslated
from .units import Unit, name_of, printed

TERM, SURPLUS = "term", "surplus"
NONE = "—"


@dataclass(frozen=True)
class Rules:
    """What a project's translations are held against."""

    language: Language
    glossary: Glossary


def rules(project: Project) -> Rules:
    """Return the rules of a project. Raises ContentError for what is wrong in its glossary."""
    return Rules(language(project), glossary(project))


@lru_cache(maxsize=1)
def findings(document: Document) -> tuple[Finding, ...]:
    """Return what is to be held against the translations that a document prints; looked for once."""
    some = printed(document)
    if not some:
        return ()
    known, subject = rules(document.project), str(document.source.path)
    return tuple(finding for unit in some for finding in held_against(unit, known, subject))


def held_against(unit: Unit, known: Rules, subject: str) -> Iterator[Finding]:
    """Yield what is to be held against one unit; what is not translated yet is no finding."""
    for segment in unit.segments:
        name = name_of(unit.id, segment.part)
        if segment.zh and segment.bo:
            found = compared(segment.zh, segment.bo, known)
        else:
            found = iter([Difference(SURPLUS)] if segment.bo else [])
        for difference in found:
            yield Finding(
                code(difference), segment.place, {"chapter": unit.chapter, **told(difference, name)}, subject
            )


def compared(zh: str, bo: str, known: Rules) -> Iterator[Difference]:
    """Yield in what a Chinese and a Tibetan text do not agree; of what is no translation, only that."""
    yield from untranslated(zh, bo)
    if not is_translation(zh, bo):
        return
    yield from differences(zh, bo, known.language)
    for term, spellings in known.glossary.unused(zh, bo):
        yield Difference(TERM, (term,), tuple(spellings))


def code(difference: Difference) -> str:
    """Return the code under which a difference is told."""
    return f"translation-{difference.kind}"


def told(difference: Difference, name: str) -> dict[str, str]:
    """Return what the sentence about a difference names; `name` is that of the text."""
    return {"id": name, "zh": "、".join(difference.zh) or NONE, "bo": "、".join(difference.bo) or NONE}
