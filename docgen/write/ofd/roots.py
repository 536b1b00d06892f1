"""What a reader of an OFD opens first: what it is, and the document that names all parts (7.3 to 7.5)."""

from collections.abc import Mapping, Sequence
from hashlib import md5

from docgen.composed import Metadata

from ..markup import escape, quote
from .objects import numbers

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def root(form: str, metadata: Metadata, name: str, own: Mapping[str, str]) -> bytes:
    """Return what a file says of itself, the dates those of the document, and where its document lies.

    `form` is the profile it keeps, `own` what the trade asks for besides.
    """
    mark = md5(f"{name} {metadata.date}".encode(), usedforsecurity=False).hexdigest()
    date = metadata.date.isoformat()
    texts = {
        "DocID": mark,
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "CreationDate": date,
        "ModDate": date,
        "Creator": "docgen",
    }
    said = "".join(f"<ofd:{key}>{escape(text)}</ofd:{key}>" for key, text in texts.items() if text)
    listed = "".join(
        f"<ofd:CustomData Name={quote(key)}>{escape(text)}</ofd:CustomData>"
        for key, text in own.items()
        if text
    )
    info = f"<ofd:DocInfo>{said}<ofd:CustomDatas>{listed}</ofd:CustomDatas></ofd:DocInfo>"
    return (
        f'{HEAD}<ofd:OFD {SPACE} Version="1.0" DocType="{form}"><ofd:DocBody>{info}'
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    ).encode()


def page_path(index: int) -> str:
    """Return where a page lies in its document."""
    return f"Pages/Page_{index}/Content.xml"


def document(
    last: int, size: tuple[float, float], page_ids: Sequence[int], parts: Mapping[str, str], outline: str = ""
) -> str:
    """Return the root of a document, which names all its parts in the order of the schema.

    `last` is the highest number in it, `size` that of its first page in mm.
    """
    pages = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="{page_path(index)}"/>' for index, number in enumerate(page_ids)
    )
    named = {part: f"<ofd:{part}>{path}</ofd:{part}>" if path else "" for part, path in parts.items()}
    resources = "".join(named.pop(part, "") for part in ("PublicRes", "DocumentRes"))
    return (
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {numbers(*size)}</ofd:PhysicalBox></ofd:PageArea>"
        f"{resources}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
        f"{outline}{''.join(named.values())}</ofd:Document>"
    )


def page(number: int, size: tuple[float, float], units: str) -> bytes:
    """Return a page: one layer of units in the order of drawing; `number` is that of its layer."""
    return (
        f"{HEAD}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {numbers(*size)}"
        f'</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="{number}" Type="Body">{units}'
        f"</ofd:Layer></ofd:Content></ofd:Page>"
    ).encode()
