"""Translations: how far each document is, and its units in both languages, to be written and reviewed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from docgen.foundation.messages import say

from ..answers import lang_of
from ..gate import Role, allowed
from ..gate.guards import reading, reviewing
from ..http.addresses import path_of
from ..media_types import XLSX
from ..words import words
from ..workers import RefusedError
from .shared.asking import NOT_DONE, recorded, settled
from .shared.entered import Entered, asked, entered
from .shared.keeping import acting, done, download, shown

routes = APIRouter()
writing = Depends(allowed(Role.DRAFTER, Role.REVIEWER))
STATES = ("missing", "draft", "stale", "reviewed")
WAITING = "waiting"
"""What is asked for as if it were a state: everything that is not settled."""
SOUGHT = ("state", "chapter", "words", "unit")
TITLE = "bo.title"
SHOWN = 50
"""Units on one page."""
LONG = 300.0


@routes.get("/translations", dependencies=[reading])
async def listing(request: Request) -> Response:
    """Show how far each document is."""
    found = await recorded(request, "translations.listing", seconds=LONG)
    return shown(request, "translations/list", documents=found, states=states(request))


def states(request: Request) -> list[tuple[str, str]]:
    """Return the states with what they are called."""
    return [(name, say(f"translation.states.{name}", lang_of(request))) for name in STATES]


@routes.get("/translations/{name:path}", dependencies=[reading])
async def units(request: Request, name: str) -> Response:
    """Show the units of a document that are asked for; or give them as a workbook."""
    ask, lang = asked(request), lang_of(request)
    if ask.text("file"):
        every = ask.text("file") == "all"
        data = await recorded(request, "translations.export", name, every)
        return download(data, f"{words(lang, 'translations.title')}-{name.replace('/', '-')}.xlsx", XLSX)
    return await reviewed(request, name, ask)


async def reviewed(
    request: Request,
    name: str,
    ask: Entered,
    refused: Exception | None = None,
    typed: Entered | None = None,
) -> Response:
    """Return the page of the units that are asked for, beside it why something was refused."""
    every = await recorded(request, "translations.units", name)
    some = [one for one in every if is_sought(one, ask)]
    at = min(ask.number("from"), max(len(some) - 1, 0)) // SHOWN * SHOWN
    query = {key: ask.text(key) for key in SOUGHT if ask.text(key)}
    return shown(
        request,
        "translations/units",
        refused=refused,
        typed=typed,
        document=name,
        title=next((one.sides[0].zh for one in every if one.id == TITLE), name),
        units=some[at : at + SHOWN],
        total=len(every),
        found=len(some),
        first=at,
        size=SHOWN,
        acceptable=[one for one in some if one.can_be_accepted],
        counts={key: sum(one.state == key for one in every) for key in STATES},
        chapters=list(dict.fromkeys((one.chapter, one.chapter_title) for one in every)),
        states=states(request),
        sought=ask.texts,
        query=urlencode(query),
        back=urlencode(query | ({"from": at} if at else {})),
    )


def is_sought(one: Any, ask: Entered) -> bool:
    """Say whether a unit is among those that are asked for."""
    state, chapter, unit = ask.text("state"), ask.text("chapter"), ask.text("unit")
    texts = "".join(side.zh + side.bo for side in one.sides) + one.id
    return (
        (state in ("", one.state) or (state == WAITING and not one.is_settled))
        and chapter in ("", one.chapter)
        and unit in ("", one.id)
        and all(word in texts for word in ask.text("words").split())
    )


@routes.post("/translations/{name:path}/write", dependencies=[writing])
async def write(request: Request, name: str) -> Response:
    """Write the Tibetan of one unit: it is a draft from then on, whatever it was."""
    form, lang = await entered(request), lang_of(request)
    unit, mark = form.text("unit"), form.text("mark")
    texts = {part.removeprefix("bo:"): form.text(part) for part in form.texts if part.startswith("bo:")}
    try:
        is_new, told = await recorded(request, "translations.write", name, unit, texts, mark)
    except RefusedError as error:
        return await reviewed(request, name, only(unit, lang), error, form)
    text = words(lang, "translations.written" if is_new else "translations.unchanged", unit=unit)
    return done(request, way_back(request, form, "/write", unit), text, told)


@routes.post("/translations/{name:path}/accept", dependencies=[reviewing])
async def accept(request: Request, name: str) -> Response:
    """Record units as reviewed: one, or all that were listed."""
    form, lang = await entered(request), lang_of(request)
    seen = dict(pair.split("\n", 1) for pair in form.each("seen") if "\n" in pair)
    person = acting(request, form)
    if len(seen) > 1:
        form.needed("confirm", "confirm")
    try:
        count = await settled(request, form, "translations.accept", name, seen, person)
    except NOT_DONE as error:
        ask = only(next(iter(seen)), lang) if len(seen) == 1 else sought(form, lang)
        return await reviewed(request, name, ask, error, form)
    text = words(lang, "translations.accepted", count=count, person=person)
    unit = next(iter(seen)) if len(seen) == 1 else ""
    return done(request, way_back(request, form, "/accept", unit), text, person=person)


@routes.post("/translations/{name:path}/import", dependencies=[writing])
async def take_in(request: Request, name: str) -> Response:
    """Take in what a translator filled in."""
    form, lang = await entered(request), lang_of(request)
    file = await form.file("file")
    try:
        taken, known, refused, told = await settled(
            request, form, "translations.take_in", name, file, seconds=LONG
        )
    except NOT_DONE as error:
        return await reviewed(request, name, sought(form, lang), error, form)
    text = words(lang, "translations.import.done", taken=taken, known=known, refused=len(refused))
    return done(request, path_of(request).removesuffix("/import"), text, (*refused, *told))


def only(unit: str, lang: str) -> Entered:
    """Return what asks for one unit alone."""
    return of_query([("unit", unit)], lang)


def sought(form: Entered, lang: str) -> Entered:
    """Return what the page asked for from which a form came."""
    return of_query(parse_qsl(form.text("back")), lang)


def of_query(pairs: Sequence[tuple[str, str]], lang: str) -> Entered:
    """Return what asks for something as an address does."""
    return Entered(FormData(list(pairs)), lang)


def way_back(request: Request, form: Entered, ending: str, unit: str) -> str:
    """Return the address from which a form came, at its unit; or that unit alone, for a page's script."""
    path = path_of(request).removesuffix(ending)
    if form.text("alone"):
        return f"{path}?{urlencode({'unit': unit})}"
    back = form.text("back")
    return f"{path}{'?' + back if back else ''}{'#u-' + unit if unit else ''}"
