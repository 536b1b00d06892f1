"""Following up: the board, what came back of one paper, incoming papers, ledgers and reports."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from docgen.foundation.messages import say

from ..answers import lang_of
from ..gate import Role, allowed
from ..gate.guards import reading, registering
from ..http.addresses import document_address, path_of
from ..media_types import XLSX
from ..words import words
from .shared.asking import NOT_DONE, recorded, settled
from .shared.entered import Entered, asked, entered
from .shared.keeping import acting, done, download, shown

routes = APIRouter()
preparing = Depends(allowed(Role.DRAFTER, Role.REGISTRAR))
STANDINGS = ("late", "soon", "waiting", "done")
STEPS = ("received", "answered", "mended", "closed")
VIEWS = ("督办台账", "未办事项", "逾期事项", "督办情况", "发文情况")
"""The tables there are, the most asked for first."""
LONG = 300.0


@routes.get("/following", dependencies=[reading])
async def board(request: Request) -> Response:
    """Show what is followed up."""
    return await boarded(request)


async def boarded(
    request: Request,
    refused: Exception | None = None,
    typed: Entered | None = None,
    opened: str = "",
) -> Response:
    """Return the board, beside it why something was refused."""
    found = await recorded(request, "following.board")
    return shown(
        request,
        "following/board",
        refused=refused,
        typed=typed,
        board=found,
        standings=STANDINGS,
        views=VIEWS,
        opened=opened,
        today=date.today(),
    )


@routes.post("/following/drafts", dependencies=[preparing])
async def draft(request: Request) -> Response:
    """Draft what comes next of everything that is late."""
    form, lang = await entered(request), lang_of(request)
    person = acting(request, form)
    try:
        names, told = await settled(request, form, "following.draft", person, seconds=LONG)
    except NOT_DONE as error:
        return await boarded(request, error, form, "drafts")
    text = words(lang, "following.draft.done" if names else "following.draft.none", count=len(names))
    return done(request, "/following", text, told, person)


@routes.post("/following/receive", dependencies=[registering])
async def receive(request: Request) -> Response:
    """Register a paper that came in."""
    form, lang = await entered(request), lang_of(request)
    file, person = await form.file("file"), acting(request, form)
    fields: dict[str, Any] = {name: form.text(name) for name in ("number", "title", "note")}
    fields |= {name: form.day(name) for name in ("dated", "due", "on")}
    fields["sender"] = form.needed("sender")
    try:
        kept = await settled(request, form, "following.receive", file, fields, person)
    except NOT_DONE as error:
        return await boarded(request, error, form, "receive")
    text = words(lang, "following.receive.done")
    return done(request, "/following", text, kept.told, person, (kept.number,))


@routes.get("/following/table.xlsx", dependencies=[reading])
async def table(request: Request) -> Response:
    """Give a table of the register as a workbook."""
    ask = asked(request)
    name, on = ask.text("view"), ask.day("on")
    try:
        ask.settle()
        data = await recorded(request, "following.table", name, on, seconds=LONG)
    except NOT_DONE as error:
        return await boarded(request, error, ask, "tables")
    return download(data, f"{name}-{on or date.today()}.xlsx", XLSX)


@routes.post("/following/report", dependencies=[preparing])
async def report(request: Request) -> Response:
    """Begin a document that prints a table, or what went out in a month; and go to it."""
    form, lang = await entered(request), lang_of(request)
    name, on, year, month = form.text("view"), form.day("on"), form.number("year"), form.number("month")
    try:
        form.settle()
        if form.text("month"):
            given = (year or date.today().year, valid(month, form))
            document = await recorded(request, "following.month", *given)
        else:
            document = await recorded(request, "following.report", name, on)
    except NOT_DONE as error:
        return await boarded(request, error, form, "tables")
    return done(request, document_address(document), words(lang, "following.tables.begun"))


def valid(month: int, form: Entered) -> int:
    """Return a month. Raises MistypedError for one that no year has."""
    if not 1 <= month <= 12:
        form.tell("month", "month")
    form.settle()
    return month


@routes.post("/following/assessment", dependencies=[reading])
async def assessment(request: Request) -> Response:
    """Give how each county did in a year as a workbook."""
    form, lang = await entered(request), lang_of(request)
    year, scores = form.number("assessed") or date.today().year, await form.files("scores")
    try:
        data = await settled(request, form, "following.assessment", year, scores[:1], seconds=LONG)
    except NOT_DONE as error:
        return await boarded(request, error, form, "tables")
    return download(data, f"{words(lang, 'following.tables.assessment')}-{year}.xlsx", XLSX)


@routes.get("/following/{number:path}", dependencies=[reading])
async def paper(request: Request, number: str) -> Response:
    """Show one paper that is followed up."""
    return await followed(request, number)


async def followed(
    request: Request, number: str, refused: Exception | None = None, typed: Entered | None = None
) -> Response:
    """Return the page of one paper, beside it why something was refused."""
    lang = lang_of(request)
    found = await recorded(request, "register.paper", number)
    return shown(
        request,
        "following/paper",
        refused=refused,
        typed=typed,
        sheet=found,
        steps=[(name, say(f"register-states.{name}", lang)) for name in STEPS],
        rows=[one for one in found.items if one.row and not one.is_closed],
        names=list(dict.fromkeys(one.who for one in found.items if one.who and not one.row)),
        chosen=typed.each("rows") if typed else [],
        today=date.today(),
    )


@routes.post("/following/{number:path}/note", dependencies=[registering])
async def note(request: Request, number: str) -> Response:
    """Note what came back of a paper, or that it is closed."""
    form, lang = await entered(request), lang_of(request)
    step, person = form.needed("step"), acting(request, form)
    fields = {"on": form.day("on"), "rows": form.numbers("rows"), **texts(form, "who", "note")}
    files = await form.files("files")
    try:
        kept = await settled(request, form, "following.note", number, step, fields, files, person)
    except NOT_DONE as error:
        return await followed(request, number, error, form)
    text = words(lang, "following.note.done", step=say(f"register-states.{step}", lang))
    return done(request, path_of(request).removesuffix("/note"), text, kept.told, person)


@routes.post("/following/{number:path}/extend", dependencies=[registering])
async def extend(request: Request, number: str) -> Response:
    """Put off the day on which a paper is due."""
    form, lang = await entered(request), lang_of(request)
    reason, person = form.needed("reason", "reason"), acting(request, form)
    fields: dict[str, Any] = {"until": form.day("until"), "working_days": form.number("working_days")}
    fields |= {"rows": form.numbers("rows"), **texts(form, "who")}
    try:
        kept = await settled(request, form, "following.extend", number, reason, fields, person)
    except NOT_DONE as error:
        return await followed(request, number, error, form)
    text = words(lang, "following.extend.done")
    return done(request, path_of(request).removesuffix("/extend"), text, kept.told, person)


def texts(form: Entered, *names: str) -> dict[str, Any]:
    """Return texts of a form by the names of their fields."""
    return {name: form.text(name) for name in names}
