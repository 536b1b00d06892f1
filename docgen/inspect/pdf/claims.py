"""What a file says of itself: that it has tags, a title that is shown, a language, and no two answers."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from .judged import Fault, Judged

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""A tag of a language (BCP 47), as readers take it."""
ARCHIVES = ("1", "2", "3", "4")
RUNNING = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/SubmitForm")
"""What an archived file must not do (ISO 19005-3, 6.5.1)."""
RELATIONS = ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified", "/EncryptedPayload")


def xmp_is_read(judged: Judged) -> Iterator[Fault]:
    """The part of the form is one there is (5, A 6.6.4), of a PDF of that time (6.1-1)."""
    if judged.ua and judged.said.ua != "1":
        yield Fault("pdf-claim", "5", what=f"PDF/UA-{judged.said.ua}")
    elif judged.ua and not str(judged.file.pdf_version).startswith("1."):
        yield Fault("pdf-claim", "6.1-1", what=f"PDF {judged.file.pdf_version}")
    if judged.archive and judged.said.archive[0] not in ARCHIVES:
        yield Fault("pdf-claim", "A 6.6.4", what=f"PDF/A-{judged.said.archive}")


def properties_agree(judged: Judged) -> Iterator[Fault]:
    """XMP and properties say the same (A 6.6.3): readers show the one, archives keep the other."""
    for name, text in judged.file.docinfo.items():
        words = judged.said.words.get(name)
        if words is not None and words != str(text).strip():
            yield Fault("pdf-properties", "A 6.6.3", what=f"{name[1:]}: {words or '—'} / {text}")


def title_is_shown(judged: Judged) -> Iterator[Fault]:
    """There is a title, and the reader's window is named after it (7.1-9, 7.1-10)."""
    if not judged.said.words.get("/Title"):
        yield Fault("pdf-title", "7.1-9")
    viewer: Any = judged.file.Root.get("/ViewerPreferences", {})
    if judged.ua and viewer.get("/DisplayDocTitle") is not True:
        yield Fault("pdf-title", "7.1-10")


def is_tagged(judged: Judged) -> Iterator[Fault]:
    """There is a tree of tags, and the file says so (7.1-8, 7.1-11)."""
    marks: Any = judged.file.Root.get("/MarkInfo", {})
    if judged.root is None or not judged.elements:
        yield Fault("pdf-untagged", "7.1-11")
    elif marks.get("/Marked") is not True or marks.get("/Suspects") is True:
        yield Fault("pdf-untagged", "7.1-8")


def has_language(judged: Judged) -> Iterator[Fault]:
    """It is said in which language the file is (7.2-2, 7.2-21 to 7.2-34), and what is in another (7.2-29)."""
    if not LANGUAGE.fullmatch(str(judged.file.Root.get("/Lang", "")).strip()):
        yield Fault("pdf-language", "7.2-29")
    for one in judged.elements:
        if "/Lang" in one.object and not LANGUAGE.fullmatch(str(one.object.Lang)):
            yield Fault("pdf-language", "7.2-29", one.page)


def does_nothing(judged: Judged) -> Iterator[Fault]:
    """Nothing runs, nothing is locked (7.16, A 6.1.3, A 6.5.1)."""
    if judged.file.is_encrypted:
        yield Fault("pdf-forbidden", "A 6.1.3", what="Encrypt")
    root = judged.file.Root
    if "/JavaScript" in root.get("/Names", {}) or "/AA" in root or "/XFA" in root.get("/AcroForm", {}):
        yield Fault("pdf-forbidden", "A 6.5.1", what="JavaScript")
    for number, page in enumerate(judged.file.pages, 1):
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", {})
            if isinstance(action, pikepdf.Dictionary) and action.get("/S") in RUNNING:
                yield Fault("pdf-forbidden", "A 6.5.1", number, str(action.S))


def attached_files_are_named(judged: Judged) -> Iterator[Fault]:
    """What lies inside has a name (7.11-1), and says what it is to the document (A 6.8)."""
    names = judged.file.Root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    linked = {one.objgen for one in judged.file.Root.get("/AF", [])}
    for described in list(names)[1::2]:
        whole = "/F" in described and "/UF" in described and described.get("/AFRelationship") in RELATIONS
        if judged.ua and not (described.get("/F") and described.get("/UF")):
            yield Fault("pdf-attached", "7.11-1", what=str(described.get("/UF", "?")))
        inside = described.get("/EF", {}).get("/F", {})
        if judged.archive and not (whole and described.objgen in linked and "/Subtype" in inside):
            yield Fault("pdf-attached", "A 6.8", what=str(described.get("/UF", "?")))


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    xmp_is_read,
    properties_agree,
    title_is_shown,
    is_tagged,
    has_language,
    does_nothing,
    attached_files_are_named,
)
