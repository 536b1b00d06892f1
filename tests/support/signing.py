"""Files with a seal, as programs of other makers leave them."""

from io import BytesIO

import pikepdf


def signed(letter: bytes) -> bytes:
    """Return a PDF with a signature added behind it, as sealing programs do; no byte of it is changed."""
    with pikepdf.open(BytesIO(letter)) as file:
        number = len(file.objects) + 1
    start = int(letter.rpartition(b"startxref")[2].split()[0])
    seal = f"{number} 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] >>\nendobj\n".encode()
    at = len(letter) + 1
    end = (
        f"xref\n{number} 1\n{at:010} 00000 n \n"
        f"trailer\n<< /Size {number + 1} /Root {root_of(letter)} /Prev {start} >>\n"
        f"startxref\n{at + len(seal)}\n%%EOF\n"
    )
    return letter + b"\n" + seal + end.encode()


def root_of(letter: bytes) -> str:
    """Return the reference to a PDF's catalogue."""
    with pikepdf.open(BytesIO(letter)) as file:
        return "{} {} R".format(*file.Root.objgen)
