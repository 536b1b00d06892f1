"""What a file is, by how its bytes begin and never by its name: people rename what they cannot open.

In go bytes, out comes the name by which offices know the type (Word, PDF, JPEG), the same in every language.
The signatures are each format's own: ECMA-376, [MS-CFB], ODF 1.3, GB/T 33190 (OFD), ISO 32000, ISO 23008-12.
"""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

PICTURES = frozenset({"PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "SVG"})
"""Pictures that a page can take."""
OTHER_PICTURES = frozenset({"HEIC", "AVIF", "PSD", "ICO", "JPEG 2000", "JPEG XL", "WMF", "EMF", "PostScript"})
"""Pictures that it cannot: they are to be saved as one of the others."""
TEXTS = frozenset({"Word", "RTF", "ODT", "WPS"})
TABLES = frozenset({"Excel", "ODS"})
PRINTED = frozenset({"PDF", "OFD"})

BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"8BPS", "PSD"),
    (b"\0\0\1\0", "ICO"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xffO\xffQ", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"%!PS", "PostScript"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
)
BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"hevc": "HEIC",
    b"avif": "AVIF",
}
"""Of the containers of ISO 14496-12; any other is a film."""
STREAMS = (("WordDocument", "Word"), ("Workbook", "Excel"), ("Book", "Excel"), ("PowerPoint", "PowerPoint"))
"""What the old binary files of Word, Excel and WPS hold; names in them are UTF-16."""
MEMBERS = (("word/", "Word"), ("xl/", "Excel"), ("ppt/", "PowerPoint"), ("OFD.xml", "OFD"))
DIRECTORY = 1 << 20
"""Bytes at the beginning and the end of an old binary file in which its names are looked for."""
MARKUP = re.compile(rb"\s*(?:<\?xml|<!--|<!doctype|<[a-z])", re.IGNORECASE)


def file_type(data: bytes) -> str:
    """Return the type of the file that holds `data`, an empty text for plain text and what is not known."""
    head = data[:16]
    if head.startswith(b"BM") and not is_bitmap(data):
        return ""
    for beginning, name in BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "MP4")
    if head.startswith(b"\1\0\0\0") and data[40:44] == b" EMF":
        return "EMF"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return in_old_file(data)
    return packed(data) if head.startswith(b"PK\3\4") else marked_up(data)


def is_bitmap(data: bytes) -> bool:
    """Say whether what begins with the two letters BM is a bitmap and no text: four bytes of it are zero."""
    return data[6:10] == b"\0\0\0\0"


def in_old_file(data: bytes) -> str:
    """Return whose binary file it is."""
    names = data[:DIRECTORY] + data[-DIRECTORY:]
    return next((name for stream, name in STREAMS if stream.encode("utf-16-le") in names), "Office")


def packed(data: bytes) -> str:
    """Return what a zip archive is."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names[:1]:
                return of_open_document(archive.read("mimetype")[:80])
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):  # cut off, or locked
        names = [member for member, _ in MEMBERS if member.encode() in data]
    plain = [name.replace("\\", "/") for name in names]
    return next((name for begin, name in MEMBERS if any(one.startswith(begin) for one in plain)), "ZIP")


def of_open_document(media_type: bytes) -> str:
    """Return what an OpenDocument file is."""
    for word, name in ((b"spreadsheet", "ODS"), (b"text", "ODT"), (b"presentation", "PowerPoint")):
        if word in media_type:
            return name
    return "ZIP"


def marked_up(data: bytes) -> str:
    """Return SVG, HTML, XML or nothing for what may be text."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    if not MARKUP.match(start):
        return ""
    lower = start.lower()
    if b"<html" in lower or b"<!doctype html" in lower:
        return "HTML"
    return "SVG" if re.search(rb"<(?:\w+:)?svg[\s>/]", start) else "XML"
