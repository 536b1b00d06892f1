"""One document: its form beside its pages, saved without a word of it lost."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from ..answers import lang_of, page, problem
from ..gate.guards import drafting, reading
from ..words import texts, words
from ..workers import RefusedError, told_beside

routes = APIRouter()
PATIENCE = 120.0
"""Seconds that a long chapter may take on a busy machine."""


class Typed(BaseModel):
    """What a form says now, and what of its pages is wanted."""

    values: dict[str, Any]
    page: int | None = None  # this one alone; None: all
    letter: int | None = None
    known: list[str] = []  # keys of pictures that the browser shows


async def asked(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task about one document gives."""
    previews = request.app.state.previews
    return await previews.call(f"editing.{task}", *arguments, lang=lang_of(request), seconds=PATIENCE)


@routes.post("/api/preview/{name:path}", dependencies=[drafting])
async def preview(request: Request, name: str, typed: Typed) -> JSONResponse:
    """Return the pages with what is typed: their pictures' keys, and what stands where."""
    pictures = request.app.state.pictures
    known = pictures.known(typed.known)
    shown = await asked(request, "show", name, typed.values, typed.page, typed.letter, known)
    for one in shown["pages"]:
        data = one.pop("data")
        if data is not None:
            pictures.keep(one["key"], data)
    return JSONResponse(shown)


@routes.put("/api/documents/{name:path}", dependencies=[drafting])
async def save(request: Request, name: str, typed: Typed) -> JSONResponse:
    """Save what is typed. Of a file that has changed meanwhile nothing is written; its values come back."""
    etag = request.headers.get("if-match", "").strip('"')
    if not etag:
        return problem(428, "no-etag", words(lang_of(request), "errors.request"))
    saved = await asked(request, "save", name, typed.values, etag)
    if saved["changed"]:
        title = words(lang_of(request), "editing.conflict.title")
        return problem(412, "document-changed", title, etag=saved["etag"], values=saved["values"])
    beside = [one.text for one in told_beside()]
    return JSONResponse({"etag": saved["etag"], "told": beside}, headers={"etag": f'"{saved["etag"]}"'})


@routes.get("/api/figures/{name}", dependencies=[reading])
async def figures(request: Request, name: str) -> JSONResponse:
    """Return the figures that a text can name, as they would be printed."""
    return JSONResponse(await asked(request, "figures", name))


@routes.get("/documents/{name:path}", dependencies=[drafting])
async def edit(request: Request, name: str) -> Response:
    """Show a document's form beside its pages; of a file that is no form what is wrong with it, by line."""
    try:
        form = await asked(request, "form", name)
    except RefusedError as error:
        if error.refusal.who != "content" or any(
            one.code == "document-unknown" for one in error.refusal.problems
        ):
            raise
        return page(request, "unread", 422, broken=await asked(request, "text", name))
    said = {key: entry[lang_of(request)] for key, entry in texts("editing")["script"].items()}
    return page(request, "editing", form=form, said=said, title=title_of(form["values"]) or form["title"])


def title_of(values: dict[str, Any]) -> str:
    """Return a document's title on one line, empty where there is none."""
    title = values.get("title")
    title = title.get("zh", "") if isinstance(title, dict) else title
    return "".join(title.split("\n")) if isinstance(title, str) else ""
