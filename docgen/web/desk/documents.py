"""The list of documents, the first page, and what is done with a document as a whole."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from docgen.foundation.messages import LANGUAGES

from ..answers import lang_of, page
from ..gate.guards import drafting, reading
from ..http.addresses import document_address
from ..words import COOKIE

routes = APIRouter()
Text = Annotated[str, Form()]
YEAR = 365 * 24 * 3600
STATES = ("draft", "wrong", "built", "changed", "issued", "sealed")
PATIENCE = 300.0
"""Seconds that the first list of a large project may take on a busy machine; each later one takes little."""
DONE = ("renamed", "away", "back", "office")
"""What the list tells of what was just done."""


async def asked(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a quick task about documents gives; it does not wait for what is being built."""
    previews = request.app.state.previews
    return await previews.call(f"documents.{task}", *arguments, lang=lang_of(request), seconds=PATIENCE)


@routes.get("/", dependencies=[reading])
async def listing(
    request: Request,
    q: str = "",
    kind: str = "",
    state: str = "",
    away: bool = False,
    done: str = "",
    of: str = "",
) -> Response:
    """Show the documents that are asked for; without any in the project, how to come to the first."""
    shelf = await asked(request, "listing", q, kind, state, away)
    first = [] if shelf["total"] or away else await asked(request, "kinds", "")
    return page(
        request,
        "documents",
        shelf=shelf,
        groups=first,
        wanted={"q": q, "kind": kind, "state": state},
        away=away,
        states=STATES,
        done=done if done in DONE else "",
        of=of,
    )


@routes.get("/new", dependencies=[drafting])
async def choose(request: Request, q: str = "") -> Response:
    """Show the kinds of documents, in groups."""
    return page(request, "new", groups=await asked(request, "kinds", q), q=q)


@routes.get("/new/{kind:path}", dependencies=[drafting])
async def name(request: Request, kind: str) -> Response:
    """Ask for the title of a new document, and propose a name for its file."""
    return page(request, "begin", new=await asked(request, "new", kind))


@routes.post("/new/{kind:path}", dependencies=[drafting])
async def begin(request: Request, kind: str, title: Text = "", name: Text = "") -> Response:
    """Begin a document, and go on to fill it in."""
    wanted = name.strip() or (await asked(request, "new", kind))["name"]
    return RedirectResponse(document_address(await asked(request, "begin", kind, wanted, title)), 303)


@routes.post("/documents/{name:path}/duplicate", dependencies=[drafting])
async def duplicate(request: Request, name: str, new_name: Text = "") -> Response:
    """Copy a document, and go on in the copy."""
    return RedirectResponse(document_address(await asked(request, "duplicate", name, new_name)), 303)


@routes.post("/documents/{name:path}/rename", dependencies=[drafting])
async def rename(request: Request, name: str, new_name: Text) -> Response:
    """Rename a document's file."""
    return told("renamed", await asked(request, "rename", name, new_name))


@routes.post("/documents/{name:path}/chapters", dependencies=[drafting])
async def add_chapter(request: Request, name: str, title: Text = "") -> Response:
    """Begin a chapter of a handbook, and go on to fill it in."""
    return RedirectResponse(document_address(await asked(request, "add_chapter", name, title)), 303)


@routes.post("/documents/{name:path}/put-away", dependencies=[drafting])
async def put_away(request: Request, name: str) -> Response:
    """List a document no more."""
    await asked(request, "put_away", name)
    return told("away", name)


@routes.post("/documents/{name:path}/fetch-back", dependencies=[drafting])
async def fetch_back(request: Request, name: str) -> Response:
    """List a document again."""
    await asked(request, "fetch_back", name)
    return told("back", name)


@routes.post("/language", dependencies=[reading])
async def other_language(request: Request, back: str = Form("/")) -> Response:
    """Speak the other language from now on, and go back to the page."""
    other = next(lang for lang in LANGUAGES if lang != lang_of(request))
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)
    answer.set_cookie(COOKIE, other, max_age=YEAR, samesite="strict")
    return answer


def told(done: str, name: str) -> RedirectResponse:
    """Return the way back to the list, which tells what was done."""
    return RedirectResponse(f"/?{urlencode({'done': done, 'of': name})}", 303)
