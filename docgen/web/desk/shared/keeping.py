"""What the pages of register, follow-up, translations and data share: who acts, and what is told of it.

What was done is told on the page that comes next: the telling is kept for a while, and the address of that
page names it. So going back or loading anew does nothing twice.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ...answers import STATUS, lang_of, page
from ...gate import person_of
from ...words import words
from ...workers import RefusedError, Told
from ..building import SHOWN_ALONE
from .entered import Entered, MistypedError

COOKIE = "docgen-person"
YEAR = 365 * 24 * 3600
KEPT = 200
"""Tellings that are kept; the oldest go."""


@dataclass(frozen=True)
class Note:
    """What was done, in a sentence, and what is told beside."""

    text: str
    told: tuple[Told, ...] = ()
    parts: tuple[str, ...] = ()  # what is shown large: a number


NOTES: OrderedDict[str, Note] = OrderedDict()
"""By the name in the address, which nobody can guess."""


def shown(
    request: Request,
    template: str,
    status: int = 200,
    refused: Exception | None = None,
    typed: Entered | None = None,
    **values: Any,
) -> HTMLResponse:
    """Return a page; `refused` is why what was asked for was not done, `typed` what the form said."""
    problems: tuple[Told, ...] = ()
    title = ""
    if isinstance(refused, RefusedError):
        problems, title = refused.refusal.problems, words(lang_of(request), f"refused.{refused.refusal.who}")
        status = STATUS[refused.refusal.who]
    elif isinstance(refused, MistypedError):
        problems, title, status = refused.problems, words(lang_of(request), "refused.content"), 422
    return page(
        request,
        template,
        status,
        note=NOTES.get(request.query_params.get("note", "")),
        problems=[replace(one, place=place_in_sheet(one.place)) for one in problems],
        refused=title,
        typed=typed.texts if typed else {},
        who=who(request),
        roles=person_of(request).roles,
        **values,
    )


def place_in_sheet(place: str) -> str:
    """Return a place in a file that was sent; nothing for a file of the project, which pages do not name."""
    return place if "/" not in place and ("!" in place or ":" in place) else ""


def who(request: Request) -> str:
    """Return who acts: as logged in, else as he last said at this desk."""
    return person_of(request).name or unquote(request.cookies.get(COOKIE, ""))


def acting(request: Request, form: Entered) -> str:
    """Return who acts: as logged in, else as the form says, where it must say so."""
    return person_of(request).name or form.needed("person", "person")


def done(
    request: Request,
    address: str,
    text: str,
    told: tuple[Told, ...] = (),
    person: str = "",
    parts: tuple[str, ...] = (),
) -> Response:
    """Return the way to the next page, on which it is told what was done; `person` is known from then on."""
    name = secrets.token_urlsafe(9)
    NOTES[name] = Note(text, told, parts)
    while len(NOTES) > KEPT:
        NOTES.popitem(last=False)
    address, _, fragment = address.partition("#")
    mark = "&" if "?" in address else "?"
    way = f"{address}{mark}{urlencode({'note': name})}{'#' + fragment if fragment else ''}"
    answer = RedirectResponse(way, 303)
    if person and not person_of(request).name:
        answer.set_cookie(COOKIE, quote(person), max_age=YEAR, samesite="strict", httponly=True)
    return answer


def download(data: bytes, name: str, kind: str, is_inline: bool = False) -> Response:
    """Return a file to be kept, or with `is_inline` to be looked at, under its Chinese name."""
    how = "inline" if is_inline else "attachment"
    headers = {"content-disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
    headers |= {"content-security-policy": SHOWN_ALONE} if is_inline else {}
    return Response(data, media_type=kind, headers=headers)


LOOKED_AT = (".pdf", ".png", ".jpg", ".jpeg")
"""What a browser shows by itself and cannot be made to run."""
