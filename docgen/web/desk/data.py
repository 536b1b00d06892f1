"""Offices and figures in forms of their own, with their sources and dates, and where a figure is printed."""

from dataclasses import replace
from itertools import takewhile
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from ..answers import lang_of
from ..field_names import field_name
from ..gate import Role, allowed
from ..gate.guards import reading
from ..gate.uploads import brought
from ..words import words
from ..workers import Told
from .building import scratch_of
from .shared.asking import NOT_DONE, recorded, settled
from .shared.entered import Entered, MistypedError, entered
from .shared.keeping import done, shown

routes = APIRouter()
keeping = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.REGISTRAR))
TYPED = "v:"
"""Before the names of the fields of such a form."""
BROUGHT = "u:"
"""Before the name of a field whose file is brought."""


@routes.get("/data", dependencies=[reading])
async def overview(request: Request) -> Response:
    """Show the offices and the files of figures."""
    offices, wrong, books = await recorded(request, "data.overview")
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
    sheet = await recorded(request, "data.office_form", name)
    address = f"/data/offices/{quote(name)}" if name else "/data/offices"
    where: dict[str, Any] = {"address": address, "up": "/data", "figure": None, "is_new": not name}
    return shown(request, "data/form", refused=refused, typed=typed, sheet=sheet, file="offices", **where)


@routes.post("/data/offices", dependencies=[keeping])
async def begin_office(request: Request) -> Response:
    """Put in an office that is not there yet; after the first one it is time for a document."""
    form, lang = await entered(request), lang_of(request)
    try:
        typed = await with_files(request, form)
        name, is_first, wrong = await recorded(
            request, "data.add_office", form.text("name"), typed, form.text("etag")
        )
        refuse(wrong, (name,), lang)
    except NOT_DONE as error:
        return await office_form(request, "", error, form)
    if is_first:
        return RedirectResponse(f"/?{urlencode({'done': 'office', 'of': typed.get('name', name)})}", 303)
    return done(request, "/data", words(lang, "data.saved-office"))


@routes.post("/data/offices/{name}", dependencies=[keeping])
async def save_office(request: Request, name: str) -> Response:
    """Save one office that is there, and go on to the list; or show what is wrong."""
    form, lang = await entered(request), lang_of(request)
    await recorded(request, "data.office_form", name)
    try:
        typed = await with_files(request, form)
        refuse(await recorded(request, "data.save_office", name, typed, form.text("etag")), (name,), lang)
    except NOT_DONE as error:
        return await office_form(request, name, error, form)
    return done(request, "/data", words(lang, "data.saved-office"))


async def with_files(request: Request, form: Entered) -> dict[str, str]:
    """Return what was typed in the fields of the form; a picture that was brought is taken, and named."""
    typed = typed_in(form)
    for name, upload in form.uploads(BROUGHT):
        async with brought(upload, scratch_of(request)) as (folder, file):
            typed[name] = (await recorded(request, "bringing.picture", folder, file))["name"]
    return typed


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


@routes.get("/data/figures", dependencies=[reading])
async def new_figures(request: Request) -> Response:
    """Ask for what a file of figures says at its head."""
    return shown(request, "data/begin")


@routes.post("/data/figures", dependencies=[keeping])
async def begin_figures(request: Request) -> Response:
    """Begin a file of figures, and go on to its first figure."""
    form, lang = await entered(request), lang_of(request)
    day = form.day("as_of")
    given = (form.text("title"), day.isoformat() if day else "", form.text("source"), form.text("name"))
    try:
        name = await settled(request, form, "data.begin_figures", *given)
    except NOT_DONE as error:
        return shown(request, "data/begin", refused=error, typed=form)
    return done(request, f"/data/add/{quote(name)}", words(lang, "data.begun-figures", title=given[0]))


@routes.get("/data/add/{name}", dependencies=[reading])
async def new_figure(request: Request, name: str) -> Response:
    """Show the form of a figure that is not there yet."""
    return await new_figure_form(request, name)


async def new_figure_form(
    request: Request, name: str, refused: Exception | None = None, typed: Entered | None = None
) -> Response:
    """Return the form of a figure that is not there yet, beside it why something was refused."""
    sheet = await recorded(request, "data.new_figure_form", name)
    up = f"/data/figures/{quote(name)}"
    where: dict[str, Any] = {"address": f"/data/add/{quote(name)}", "up": up, "figure": None}
    file = f"figures/{name}"
    return shown(
        request, "data/form", refused=refused, typed=typed, sheet=sheet, file=file, is_new=True, **where
    )


@routes.post("/data/add/{name}", dependencies=[keeping])
async def add_figure(request: Request, name: str) -> Response:
    """Put in a figure, and go back to all of them, or on to the next."""
    form, lang = await entered(request), lang_of(request)
    given = (name, form.text("name"), typed_in(form), form.text("etag"))
    try:
        key, wrong = await recorded(request, "data.add_figure", *given)
        refuse(wrong, ("figures", *key.split(".")), lang)
    except NOT_DONE as error:
        return await new_figure_form(request, name, error, form)
    way = "add" if form.text("more") else "figures"
    return done(request, f"/data/{way}/{quote(name)}", words(lang, "data.added", name=key))


@routes.get("/data/figures/{name}", dependencies=[reading])
async def figures(request: Request, name: str) -> Response:
    """Show the figures of a file."""
    found = await recorded(request, "data.figures", name)
    return shown(request, "data/figures", book=found, file=name)


@routes.get("/data/figures/{name}/{one:path}", dependencies=[reading])
async def figure(request: Request, name: str, one: str) -> Response:
    """Show the form of one figure, or (head) that of the file."""
    return await figure_form(request, name, one)


async def figure_form(
    request: Request, name: str, one: str, refused: Exception | None = None, typed: Entered | None = None
) -> Response:
    """Return the form of a figure, beside it where it is printed and why something was refused."""
    sheet = await recorded(request, "data.figure_form", name, key_of(one))
    book = await recorded(request, "data.figures", name)
    by_name = {found.name: found for found in book.figures}
    known = by_name.get(one)
    return shown(
        request,
        "data/form",
        refused=refused,
        typed=typed,
        sheet=sheet,
        address=f"/data/figures/{quote(name)}/{quote(one)}",
        figure=known,
        related={key: by_name[key] for key in (*known.parts, *known.totals) if key in by_name}
        if known
        else {},
        book=name,
        file=f"figures/{name}",
        is_new=False,
        up=f"/data/figures/{quote(name)}",
    )


HEAD = "head"


def key_of(one: str) -> str:
    """Return the name of a figure, nothing for the head of its file."""
    return "" if one == HEAD else one


@routes.post("/data/figures/{name}/{one:path}", dependencies=[keeping])
async def save_figure(request: Request, name: str, one: str) -> Response:
    """Save one figure, and tell what changed with it."""
    form, lang = await entered(request), lang_of(request)
    keys = ("figures", *one.split(".")) if key_of(one) else ()
    try:
        before = await recorded(request, "data.figures", name)
        given = (name, key_of(one), typed_in(form), form.text("etag"))
        refuse(await recorded(request, "data.save_figure", *given), keys, lang)
        after = await recorded(request, "data.figures", name)
    except NOT_DONE as error:
        return await figure_form(request, name, one, error, form)
    told = words(lang, "data.saved-figure")
    return done(request, f"/data/figures/{quote(name)}", told, changes(before, after, lang))


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
