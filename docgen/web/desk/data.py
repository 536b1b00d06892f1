"""Offices and figures in forms of their own, with their sources and dates, and where a figure is printed."""

import re
from dataclasses import replace
from itertools import takewhile
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ..answers import lang_of
from ..field_names import field_name
from ..gate import Role, allowed
from ..gate.guards import reading
from ..words import words
from ..workers import RefusedError, Told
from .entered import Entered, MistypedError, entered
from .keeping import done, shown

routes = APIRouter()
keeping = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.REGISTRAR))
SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
TYPED = "v:"
"""Before the names of the fields of such a form."""


@routes.get("/data", dependencies=[reading])
async def overview(request: Request) -> Response:
    """Show the offices and the files of figures."""
    offices, wrong, books = await request.app.state.records.call("data.overview", lang=lang_of(request))
    return shown(request, "data/overview", offices=offices, wrong=wrong, books=books)


@routes.get("/data/offices", dependencies=[reading])
async def new_office(request: Request) -> Response:
    """Show the form of an office that is not there yet."""
    return await office_form(request, "")


@routes.get("/data/offices/{name}", dependencies=[reading])
async def office(request: Request, name: str) -> Response:
    """Show the form of one office."""
    return await office_form(request, name)


async def office_form(
    request: Request, name: str, refused: Exception | None = None, typed: Entered | None = None
) -> Response:
    """Return the form of an office, beside it why something was refused."""
    sheet = await request.app.state.records.call("data.office_form", name, lang=lang_of(request))
    address = f"/data/offices/{name}" if name else "/data/offices"
    where: dict[str, Any] = {"address": address, "up": "/data", "figure": None, "is_new": not name}
    return shown(request, "data/form", refused=refused, typed=typed, sheet=sheet, file="offices", **where)


@routes.post("/data/offices", dependencies=[keeping])
async def begin_office(request: Request) -> Response:
    """Put in an office that is not there yet."""
    form = await entered(request)
    name = form.needed("short")
    if name and not SHORT.fullmatch(name):
        form.tell("short", "short")
    offices, *_ = await request.app.state.records.call("data.overview", lang=lang_of(request))
    if name in [one.name for one in offices]:
        form.tell("short", "taken")
    return await saved_office(request, name, form, is_new=True)


@routes.post("/data/offices/{name}", dependencies=[keeping])
async def save_office(request: Request, name: str) -> Response:
    """Save one office that is there."""
    await request.app.state.records.call("data.office_form", name, lang=lang_of(request))
    return await saved_office(request, name, await entered(request), is_new=False)


async def saved_office(request: Request, name: str, form: Entered, is_new: bool) -> Response:
    """Save an office, and go on to the list; or show what is wrong."""
    lang = lang_of(request)
    try:
        form.settle()
        call = request.app.state.records.call
        wrong = await call("data.save_office", name, typed_in(form), form.text("etag"), lang=lang)
        refuse(wrong, (name,), lang)
    except (MistypedError, RefusedError) as error:
        return await office_form(request, "" if is_new else name, error, form)
    return done(request, "/data", words(lang, "data.saved-office"))


def typed_in(form: Entered) -> dict[str, str]:
    """Return what was typed in the fields of the form by their paths."""
    return {name.removeprefix(TYPED): form.text(name) for name in form.texts if name.startswith(TYPED)}


def refuse(problems: tuple[Told, ...], keys: tuple[str, ...], lang: str) -> None:
    """Raise MistypedError for problems, at the fields of a form that is about what stands at `keys`."""
    told = [replace(one, text=one.text or words(lang, f"keeping.entered.{one.code}")) for one in problems]
    if told:
        raise MistypedError(replace(one, field=here(one.field, keys)) for one in told)


def here(field: tuple[Any, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name of a field in the form, nothing for one that is not in it."""
    inside = tuple(map(str, field))
    names = list(takewhile(lambda key: not key.isdigit(), inside[len(keys) :]))  # an item is in its list
    return (TYPED + field_name(names),) if inside[: len(keys)] == keys and names else ()


@routes.get("/data/figures/{name}", dependencies=[reading])
async def figures(request: Request, name: str) -> Response:
    """Show the figures of a file."""
    call = request.app.state.records.call
    found = await call("data.figures", name, lang=lang_of(request))
    return shown(request, "data/figures", book=found, file=name)


@routes.get("/data/figures/{name}/{one:path}", dependencies=[reading])
async def figure(request: Request, name: str, one: str) -> Response:
    """Show the form of one figure, or (head) that of the file."""
    return await figure_form(request, name, one)


async def figure_form(
    request: Request, name: str, one: str, refused: Exception | None = None, typed: Entered | None = None
) -> Response:
    """Return the form of a figure, beside it where it is printed and why something was refused."""
    call, lang = request.app.state.records.call, lang_of(request)
    sheet = await call("data.figure_form", name, key_of(one), lang=lang)
    book = await call("data.figures", name, lang=lang)
    by_name = {found.name: found for found in book.figures}
    known = by_name.get(one)
    return shown(
        request,
        "data/form",
        refused=refused,
        typed=typed,
        sheet=sheet,
        address=f"/data/figures/{name}/{one}",
        figure=known,
        related={key: by_name[key] for key in (*known.parts, *known.totals) if key in by_name}
        if known
        else {},
        book=name,
        file=f"figures/{name}",
        is_new=False,
        up=f"/data/figures/{name}",
    )


HEAD = "head"


def key_of(one: str) -> str:
    """Return the name of a figure, nothing for the head of its file."""
    return "" if one == HEAD else one


@routes.post("/data/figures/{name}/{one:path}", dependencies=[keeping])
async def save_figure(request: Request, name: str, one: str) -> Response:
    """Save one figure, and tell what changed with it."""
    form, lang, call = await entered(request), lang_of(request), request.app.state.records.call
    keys = ("figures", *one.split(".")) if key_of(one) else ()
    try:
        before = await call("data.figures", name, lang=lang)
        given = (name, key_of(one), typed_in(form), form.text("etag"))
        refuse(await call("data.save_figure", *given, lang=lang), keys, lang)
        after = await call("data.figures", name, lang=lang)
    except (MistypedError, RefusedError) as error:
        return await figure_form(request, name, one, error, form)
    return done(
        request, f"/data/figures/{name}", words(lang, "data.saved-figure"), changes(before, after, lang)
    )


def changes(before: Any, after: Any, lang: str) -> tuple[Told, ...]:
    """Return what is otherwise now: figures that moved, the lines they stand in, what no longer agrees."""
    was = {one.name: one for one in before.figures}
    moved = [one for one in after.figures if one.name in was and was[one.name].printed != one.printed]
    found = [
        Told(
            "moved", words(lang, "data.moved", title=one.title, before=was[one.name].printed, now=one.printed)
        )
        for one in moved
    ]
    lines = dict.fromkeys((use.title, use.text) for one in moved for use in one.uses)
    found += [Told("line", words(lang, "data.reads", title=title, text=text)) for title, text in lines]
    return (*found, *(one for one in after.told if one not in before.told))
