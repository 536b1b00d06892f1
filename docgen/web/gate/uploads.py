"""Files that are brought: kept in the server's own folder, and gone when nobody asks for them any more."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from starlette.datastructures import UploadFile

from ..given_names import given_name

PIECE = 1 << 20


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
    folder, name = scratch / token_hex(8), given_name(upload.filename or "")
    folder.mkdir(mode=0o700)
    with (folder / name).open("wb") as file:
        while piece := await upload.read(PIECE):
            file.write(piece)
    return str(folder), name
