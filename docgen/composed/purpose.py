"""What a file has to serve beside being printed: an archive, a reader who does not see it, a seal."""

from dataclasses import dataclass

REPORT, TAG, FIELD, KEYWORD = "report", "tag", "field", "keyword"
SEAL_PLACES = (REPORT, TAG, FIELD, KEYWORD)
"""How the place of a seal is told: in the list of what was made; also by a tag (OFD), by an empty signature
field (PDF), or by a word that occurs once."""
IN_FILE = (FIELD, KEYWORD)
"""Those for which something is put into a PDF that is drawn."""


@dataclass(frozen=True)
class Attached:
    """A file that goes along inside another: what it was made from."""

    name: str
    data: bytes
    kind: str  # its media type
    relation: str  # to the document: Source or Data (ISO 19005-3, annex E)


@dataclass(frozen=True)
class Purpose:
    """What a document's files are for."""

    archive: bool = False  # kept for good: PDF/A-3a, and what it was made from goes along inside
    accessible: bool = False  # read aloud: PDF/UA-1
    attached: tuple[Attached, ...] = ()
    seal: str = ""  # how a seal's place is told: one of SEAL_PLACES

    @property
    def tagged(self) -> bool:
        """Whether a PDF has tags; one for the archive is read aloud too."""
        return self.archive or self.accessible

    @property
    def is_worked_over(self) -> bool:
        """Whether something is put into a PDF when it is drawn."""
        return self.tagged or self.seal in IN_FILE


PRINT = Purpose()
"""Nothing but to be printed and looked at."""
