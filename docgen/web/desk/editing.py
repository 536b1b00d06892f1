"""One document: its form beside its pages, or its file as plain text, saved without a word of it lost."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from pydantic import BaseModel

from ..answers import lang_of, page, problem
from ..gate.guards import drafting, reading
from ..http.addresses import document_address
from ..words import texts, words
from ..workers import RefusedError, told_beside

routes = APIRouter()
PATIENCE = 120.0
"""Seconds that a long chapter may take on a busy machine."""
NO_FILE = ("document-unknown", "document-absent", "document-astray")
"""Problems of a document of which there is no text to show."""


class Typed(BaseModel):
    """What a form says now, and what of its pages is wanted."""

    values: dict[str, Any]
    page: int | None = None  # this one alone; None: all
    letter: int | None = None
    known: list[str] = []  # keys of pictures that the browser shows


async def asked(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task about one document gives."""
    previews = request.app.state.previews
    return await previews.call(task, *arguments, lang=lang_of(request), seconds=PATIENCE)


@routes.post("/api/preview/{name:path}", dependencies=[drafting])
async def preview(request: Request, name: str, typed: Typed) -> JSONResponse:
    """Return the pages with what is typed: their pictures' keys, and what stands where."""
    pictures = request.app.state.pictures
    known = pictures.known(typed.known)
    shown = await asked(request, "editing.show", name, typed.values, typed.page, typed.letter, known)
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
    saved = await asked(request, "editing.save", name, typed.values, etag)
    if saved["changed"]:
        title = words(lang_of(request), "editing.conflict.title")
        return problem(412, "document-changed", title, etag=saved["etag"], values=saved["values"])
    beside = [one.text for one in told_beside()]
    return JSONResponse({"etag": saved["etag"], "told": beside}, headers={"etag": f'"{saved["etag"]}"'})


@routes.get("/api/figures/{name}", dependencies=[reading])
async def figures(request: Request, name: str) -> JSONResponse:
    """Return the figures that a text can name, as they would be printed."""
    return JSONResponse(await asked(request, "editing.figures", name))


@routes.get("/text/{name:path}/earlier/{number}", dependencies=[drafting])
async def earlier(request: Request, name: str, number: int) -> Response:
    """Give a text that a file had before it was saved as text."""
    text = await asked(request, "editing.earlier_text", name, number)
    file = quote(f"{name.rpartition('/')[2]}-{number}.txt", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{file}"}
    return PlainTextResponse(text, headers=headers)


@routes.get("/text/{name:path}", dependencies=[drafting])
async def as_text(request: Request, name: str) -> Response:
    """Show a file as the text it is."""
    return text_page(request, await asked(request, "editing.plain_text", name))


@routes.post("/text/{name:path}", dependencies=[drafting])
async def save_as_text(
    request: Request, name: str, text: Annotated[str, Form()] = "", etag: Annotated[str, Form()] = ""
) -> Response:
    """Save a file as text; go on to its form, or stay where something is still wrong or came between."""
    saved = await asked(request, "editing.save_text", name, text, etag)
    now = saved["now"]
    if saved["changed"]:
        mine = text.replace("\r\n", "\n")
        return text_page(request, {**now, "text": mine, "lines": mine.split("\n")}, 409, theirs=now["text"])
    if now["problems"]:
        return text_page(request, now, 422, is_saved=True)
    return RedirectResponse(document_address(name) if now["is_document"] else "/data", 303)


@routes.get("/documents/{name:path}", dependencies=[drafting])
async def edit(request: Request, name: str) -> Response:
    """Show a document's form beside its pages; of a file that is no form its text and what is wrong."""
    try:
        form = await asked(request, "editing.form", name)
    except RefusedError as error:
        if error.refusal.who != "content" or any(one.code in NO_FILE for one in error.refusal.problems):
            raise
        return text_page(request, await asked(request, "editing.plain_text", name), 422)
    said = {key: entry[lang_of(request)] for key, entry in texts("editing")["script"].items()}
    return page(request, "editing", form=form, said=said, title=title_of(form["values"]) or form["title"])


def text_page(
    request: Request, file: dict[str, Any], status: int = 200, is_saved: bool = False, theirs: str = ""
) -> Response:
    """Return the page of a file as text; `theirs` is what somebody else has saved in it meanwhile."""
    return page(request, "text", status, file=file, is_saved=is_saved, theirs=theirs)


def title_of(values: dict[str, Any]) -> str:
    """Return a document's title on one line, empty where there is none."""
    title = values.get("title")
    title = title.get("zh", "") if isinstance(title, dict) else title
    return "".join(title.split("\n")) if isinstance(title, str) else ""
