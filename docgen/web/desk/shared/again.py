"""A form that was not carried out for no fault of its own: given back with all that was typed.

So it is where nobody is logged in any more: whoever logs in on another tab sends it with one press. It is
told to nobody but its sender, for a form of another site was refused before.
"""

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import Receive, Scope

from ...answers import bare_page
from ...gate.once import LARGEST, is_form
from ...http.addresses import path_of
from .entered import FIELDS, FILES

OURS = ("etag", "accept", "back", "many")
"""Fields that pages fill in by themselves."""


@dataclass(frozen=True)
class Form:
    """What was sent where: texts and files by the names of their fields; of a file its name alone."""

    address: str
    texts: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]

    @property
    def typed(self) -> tuple[str, ...]:
        """The texts that a person reads, for they are his."""
        return tuple(text for name, text in self.texts if text and name not in OURS)


async def form_of(request: Request) -> Form | None:
    """Return the form that a page has sent; None for what is no form, or too large to be looked at."""
    if not is_form(request.scope, request.headers):
        return None
    try:
        sent = await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=LARGEST)
    except (HTTPException, MultiPartException):  # it is no form that could be read
        return None
    fields = sent.multi_items()
    query = request.scope["query_string"].decode("latin-1")
    return Form(
        path_of(request) + (f"?{query}" if query else ""),
        tuple((name, value) for name, value in fields if isinstance(value, str)),
        tuple((name, one.filename) for name, one in fields if isinstance(one, UploadFile) and one.filename),
    )


async def given_back(scope: Scope, receive: Receive) -> Response | None:
    """Return the page with a form whose sender is logged in no more, None for what is no form."""
    request = Request(scope, receive)
    form = await form_of(request)
    return bare_page(request, "again", 401, form=form) if form else None
