"""The list of documents: the first page."""

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from docgen.foundation.messages import LANGUAGES

from ..answers import lang_of, page
from ..gate import Role, allowed
from ..words import COOKIE

routes = APIRouter()
reading = Depends(allowed(Role.READER))
YEAR = 365 * 24 * 3600


@routes.get("/", dependencies=[reading])
async def listing(request: Request) -> Response:
    """Show all documents."""
    return page(request, "documents")


@routes.post("/language", dependencies=[reading])
async def other_language(request: Request, back: str = Form("/")) -> Response:
    """Speak the other language from now on, and go back to the page."""
    other = next(lang for lang in LANGUAGES if lang != lang_of(request))
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)
    answer.set_cookie(COOKIE, other, max_age=YEAR, samesite="strict")
    return answer
