"""What a document lacks for a form that its files are to have, told before they are written.

Pictures that say nothing to who does not see them (ISO 14289-1, 7.3), and faces whose makers do not let them
be put into a file (OpenType, OS/2 fsType; ISO 19005-3, 6.2.11.4.1).
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from docgen.composed import Composed
from docgen.composed.purpose import IN_FILE, KEYWORD, TAG
from docgen.composed.seals import KEYWORD_AT
from docgen.foundation.errors import MUST, Finding, Place
from docgen.layout.fonts import Typefaces
from docgen.layout.tags.kinds import DECORATION

PICTURE = re.compile(r"<img\b[^<>]*>")
ATTRIBUTE = re.compile(r'(?<![\w-])([\w-]+)="([^"]*)"')


def findings(composed: Composed, typefaces: Typefaces, formats: Sequence[str]) -> Iterator[Finding]:
    """Yield what a composed document lacks for its purpose in the formats that it is made in."""
    yield from locked_faces(composed, typefaces, formats)
    if "pdf" not in formats:
        if composed.purpose.seal in IN_FILE and "ofd" in formats:
            yield Finding("seal-place-in-pdf-only", subject=composed.name)
        return
    if composed.purpose.seal == TAG and "ofd" not in formats:
        yield Finding("seal-tag-in-ofd-only", subject=composed.name)
    if composed.purpose.seal == KEYWORD and KEYWORD_AT in composed.html:
        yield Finding("seal-word-taken", values={"text": KEYWORD_AT}, subject=composed.name, grade=MUST)
    if not composed.purpose.tagged:
        return
    for address in silent_pictures(composed.html):
        yield Finding("picture-without-words", values={"text": address}, subject=composed.name, grade=MUST)


def locked_faces(composed: Composed, typefaces: Typefaces, formats: Sequence[str]) -> Iterator[Finding]:
    """Yield the faces whose makers do not let them be put into files: such a file has no form to claim.

    A plain PDF has them all the same, and it is told; of a plain OFD, which has not, its writer tells.
    """
    purpose = composed.purpose
    is_claimed = ("pdf" in formats and purpose.tagged) or ("ofd" in formats and purpose.archive)
    if not is_claimed and "pdf" not in formats:
        return
    for role in typefaces:
        if role in composed.css and not typefaces[role].may_be_embedded:
            place = Place(typefaces[role].path)
            if is_claimed:
                yield Finding("face-not-embedded", place, {"role": role}, composed.name, MUST)
            else:
                yield Finding("face-in-pdf", place, {"role": role}, composed.name)


def made_findings(form: str, data: bytes, subject: str) -> list[Finding]:
    """Return what a file that was just made lacks of the form it claims: with that it is not given out."""
    if form == "ofd":
        from . import ofd

        return ofd.made_findings(data, subject)
    from . import pdf  # brings pikepdf, which a letter for print does without

    return pdf.made_findings(data, subject)


def silent_pictures(html: str) -> list[str]:
    """Return the addresses of the pictures of a page that say nothing and are no decoration, each once."""
    pictures = [dict(ATTRIBUTE.findall(tag)) for tag in PICTURE.findall(html)]
    silent = (
        unescape(said.get("src", "")).rpartition("/")[2]
        for said in pictures
        if not said.get("alt", "").strip() and said.get("role") != DECORATION
    )
    return list(dict.fromkeys(silent))
