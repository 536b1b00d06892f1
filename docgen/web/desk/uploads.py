"""Files that are brought: kept in the server's own folder, and gone when nobody asks for them any more."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from fastapi import UploadFile

from docgen.foundation.filenames import safe_name

PIECE = 1 << 20
LONGEST_ENDING = 8


@asynccontextmanager
async def brought(upload: UploadFile, scratch: str) -> AsyncIterator[tuple[str, str]]:
    """Give folder and name of a file that was brought, for the block."""
    folder, name = await keep(upload, Path(scratch))
    try:
        yield folder, name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def keep(upload: UploadFile, scratch: Path) -> tuple[str, str]:
    """Write a file that was brought into a folder of its own, piece by piece; return folder and name."""
    folder, name = scratch / token_hex(8), name_of(upload.filename or "")
    folder.mkdir(mode=0o700)
    with (folder / name).open("wb") as file:
        while piece := await upload.read(PIECE):
            file.write(piece)
    return str(folder), name


def name_of(given: str) -> str:
    """Return the name of a file as its owner knows it, without folders and unseen signs."""
    plain = Path(given.replace("\\", "/").rpartition("/")[2])
    ending = plain.suffix.lower()
    is_ending = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= LONGEST_ENDING
    return safe_name(plain.stem) + (ending if is_ending else "")
