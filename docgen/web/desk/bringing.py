"""Pictures and sheets that are brought where a document is filled in, and the pictures that are here."""

from typing import Any

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from ..answers import lang_of
from ..gate.guards import drafting, reading
from ..gate.uploads import brought
from ..words import words
from .building import SHOWN_ALONE, scratch_of

routes = APIRouter()


@routes.get("/api/pictures", dependencies=[reading])
async def pictures(request: Request) -> JSONResponse:
    """Return the pictures that texts can name."""
    return JSONResponse(await request.app.state.previews.call("bringing.pictures", lang=lang_of(request)))


@routes.post("/api/pictures", dependencies=[drafting])
async def bring_picture(request: Request, file: UploadFile) -> JSONResponse:
    """Take a picture that was brought; return the name by which texts call it."""
    return await taken(request, "picture", file)


@routes.post("/api/sheets", dependencies=[drafting])
async def bring_sheet(request: Request, file: UploadFile) -> JSONResponse:
    """Take a sheet of data that was brought; return the name by which documents call it."""
    return await taken(request, "sheet", file)


async def taken(request: Request, what: str, file: UploadFile) -> JSONResponse:
    """Take a file, and say under which name it lies where that is not its own."""
    lang = lang_of(request)
    async with brought(file, scratch_of(request)) as (folder, name):
        kept: dict[str, Any] = await request.app.state.previews.call(
            f"bringing.{what}", folder, name, lang=lang
        )
    told = words(lang, "editing.bring.renamed", name=kept["name"]) if kept["is_renamed"] else ""
    return JSONResponse({"name": kept["name"], "told": told})


@routes.get("/pictures/small/{name:path}", dependencies=[reading])
async def picture(request: Request, name: str) -> Response:
    """Give a picture as the list shows it; opened by itself it can do nothing."""
    data, kind = await request.app.state.previews.call("bringing.small", name, lang=lang_of(request))
    headers = {"content-security-policy": SHOWN_ALONE, "cache-control": "private, no-cache"}
    return Response(data, media_type=kind, headers=headers)
