"""The register: the list with its search, one paper, and what a registrar does to numbers."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from docgen.foundation.messages import say

from ..answers import lang_of
from ..gate.guards import reading, registering
from ..http.addresses import path_of
from ..media_types import KINDS, OTHER, XLSX
from ..words import words
from ..workers import RefusedError
from .shared.asking import NOT_DONE, recorded, settled
from .shared.entered import Entered, MistypedError, asked, entered
from .shared.keeping import LOOKED_AT, acting, done, download, shown

routes = APIRouter()
STATES = (
    "reserved", "issued", "overdue", "received", "answered", "mended", "closed", "void", "recalled",
    "replaced",
)  # fmt: skip
OUT_AGAIN = ("issued", "overdue", "received", "answered", "mended", "closed")
"""States of a paper that can be recalled."""
SOUGHT = ("words", "addressee", "kind", "state", "book", "since", "until")
LONG = 300.0
"""Seconds that taking in or verifying a large register may take."""


@routes.get("/register", dependencies=[reading])
async def listing(request: Request) -> Response:
    """Show the papers that are asked for."""
    return await listed(request)


async def listed(
    request: Request,
    refused: Exception | None = None,
    typed: Entered | None = None,
    opened: str = "",
) -> Response:
    """Return the list of papers, beside it why something was refused."""
    ask, lang = asked(request), lang_of(request)
    try:
        query = sought(ask)
    except MistypedError as error:
        query, refused = {}, error
    found = await recorded(request, "register.listing", query)
    codes = await recorded(request, "register.codes") if found else ()
    return shown(
        request,
        "register/list",
        refused=refused,
        typed=typed,
        listing=found,
        sought=ask.texts,
        query=str(request.url.query) if any(ask.text(name) for name in SOUGHT) else "",
        states=[
            *((name, say(f"register-states.{name}", lang)) for name in STATES),
            ("sealed", words(lang, "register.sealed.state")),
        ],
        codes=codes,
        year=date.today().year,
        opened=opened,
    )


def sought(ask: Entered) -> Mapping[str, Any]:
    """Return what a search asks for. Raises MistypedError for days that are none."""
    texts = {name: ask.text(name) for name in ("words", "addressee", "kind", "state", "book")}
    days = {name: ask.day(name) for name in ("since", "until")}
    ask.settle()
    return {**texts, **days}


@routes.get("/register.xlsx", dependencies=[reading])
async def workbook(request: Request) -> Response:
    """Give the papers that are asked for as a workbook."""
    lang = lang_of(request)
    try:
        query = sought(asked(request))
    except MistypedError as error:
        return await listed(request, error)
    data = await recorded(request, "register.workbook", query, seconds=LONG)
    return download(data, f"{words(lang, 'register.title')}-{date.today()}.xlsx", XLSX)


@routes.post("/register/begin", dependencies=[registering])
async def begin(request: Request) -> Response:
    """Begin the register."""
    form = await entered(request)
    counted = [line.strip() for line in form.text("last").split("\n") if line.strip()]
    try:
        await recorded(request, "register.begin", counted)
    except RefusedError as error:
        return await listed(request, error, form)
    return done(request, "/register", words(lang_of(request), "register.begin.done"))


@routes.post("/register/reserve", dependencies=[registering])
async def reserve(request: Request) -> Response:
    """Keep a number for who called."""
    form, lang = await entered(request), lang_of(request)
    code, year, person = form.needed("code"), form.number("year"), acting(request, form)
    fields = {name: form.text(name) for name in ("title", "addressees", "note")}
    try:
        kept = await settled(request, form, "register.reserve", code, year, fields, person)
    except NOT_DONE as error:
        return await listed(request, error, form, "reserve")
    text = words(lang, "register.reserve.done")
    return done(request, "/register", text, kept.told, person, (kept.number,))


@routes.post("/register/import", dependencies=[registering])
async def take_in(request: Request) -> Response:
    """Take in a register of earlier years."""
    form, lang = await entered(request), lang_of(request)
    file, person = await form.file("file"), acting(request, form)
    try:
        taken, known, told = await settled(request, form, "register.take_in", file, person, seconds=LONG)
    except NOT_DONE as error:
        return await listed(request, error, form, "import")
    text = words(lang, "register.import.done", taken=taken, known=known, count=len(told))
    return done(request, "/register", text, told, person)


@routes.post("/register/verify", dependencies=[registering])
async def verify(request: Request) -> Response:
    """Show what register and archive prove."""
    events, entries, last, wrong, notes = await recorded(request, "register.verify", seconds=LONG)
    values = {"events": events, "entries": entries, "last": last, "wrong": wrong, "notes": notes}
    return shown(request, "register/verified", **values)


@routes.get("/register/{number:path}/files/{name:path}", dependencies=[reading])
async def file(request: Request, number: str, name: str) -> Response:
    """Give a file of a paper's archive."""
    data = await recorded(request, "register.archived", number, name)
    path = PurePosixPath(name)
    kind = KINDS.get(path.suffix.lower(), OTHER)
    return download(data, path.name, kind, path.suffix.lower() in LOOKED_AT)


@routes.get("/register/{number:path}", dependencies=[reading])
async def paper(request: Request, number: str) -> Response:
    """Show one paper."""
    return await sheet(request, number)


async def sheet(
    request: Request,
    number: str,
    refused: Exception | None = None,
    typed: Entered | None = None,
    opened: str = "end",
) -> Response:
    """Return the page of one paper, beside it why something was refused."""
    lang = lang_of(request)
    found = await recorded(request, "register.paper", number)
    return shown(
        request,
        "register/paper",
        refused=refused,
        typed=typed,
        sheet=found,
        happened=lambda one: told_of(one.type, one.word, lang),
        opened=opened if refused else "",
        can_recall=found.line.state in OUT_AGAIN,
    )


def told_of(type: str, otherwise: str, lang: str) -> str:
    """Return what an event is called."""
    try:
        return words(lang, f"register.events.{type}")
    except KeyError:
        return otherwise


@routes.post("/register/{number:path}/void", dependencies=[registering])
async def void(request: Request, number: str) -> Response:
    """Set a number down as void."""
    return await ended(request, number, "void")


@routes.post("/register/{number:path}/recall", dependencies=[registering])
async def recall(request: Request, number: str) -> Response:
    """Set down that a paper is recalled."""
    return await ended(request, number, "recall")


@routes.post("/register/{number:path}/sealed", dependencies=[registering])
async def seal(request: Request, number: str) -> Response:
    """Note letters that came back with the seal."""
    form, lang = await entered(request), lang_of(request)
    file, day, person = await form.file("file"), form.day("on"), acting(request, form)
    try:
        kept = await settled(request, form, "register.seal", number, day, [file], person, seconds=LONG)
    except NOT_DONE as error:
        return await sheet(request, number, error, form, "sealed")
    text = words(lang, "register.sealed.done", number=kept.number)
    return done(request, path_of(request).removesuffix("/sealed"), text, kept.told, person)


async def ended(request: Request, number: str, how: str) -> Response:
    """Void or recall a number, with the reason that must be given and a tick that it is meant."""
    form, lang = await entered(request), lang_of(request)
    reason, person = form.needed("reason", "reason"), acting(request, form)
    form.needed("confirm", "confirm")
    try:
        kept = await settled(request, form, f"register.{how}", number, reason, person)
    except NOT_DONE as error:
        return await sheet(request, number, error, form)
    text = words(lang, f"register.{how}.done", number=kept.number)
    return done(request, path_of(request).removesuffix(f"/{how}"), text, kept.told, person)
