"""The application: gate, pages, service and static files put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from sqlite3 import DatabaseError

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Match

from docgen.foundation.durable.scratch import temporary_folder

from . import desk, health, logs, presence, service
from .answers import lang_of, page, problem, refused
from .audit import Audit
from .desk.pictures import Pictures
from .desk.shared.again import Form, form_of, given_back
from .desk.shared.keeping import place_in_sheet
from .gate import Gate, Person
from .gate.gate import BACK_IN, OPEN, PROGRAMS, READING, Desk, Sessions, TooLargeError
from .gate.once import Once
from .gate.people import Allowed, Role, person_of
from .http.addresses import document_address
from .jobs import Jobs, KeyTakenError, PostgresqlStore, SqliteStore, Store
from .metrics import Metrics
from .settings import SERVICE, Settings
from .storage import AwayError, Storage
from .words import words
from .workers import POOLS, BusyError, LateError, LostError, Pool, RefusedError

log = logging.getLogger("docgen.web")
STATIC = Path(__file__).parent / "static"
KEYSTROKES = 20_000
"""Tasks of the process that shows pages: another one would have to warm up first."""
Answer = Callable[[Request, Exception], Awaitable[Response]]
METHODS = ("GET", "POST", "PUT", "DELETE")
ABSENT = ("document-absent", "document-unknown")
"""Problems that say no more than that something is not there."""
PASSING = (429, 502, 503, 504)
"""Answers about the machine: what was sent may do as it is, a while later."""
ABOUT = ("/build", "/edited", "/issue", "/letters")
"""How the addresses of pages about a document end."""


def application(settings: Settings, sessions: Callable[[Storage], Sessions] | None = None) -> FastAPI:
    """Return the application for one project; its processes begin and end with it.

    `sessions`, given where they can be kept, say who asks; without them it is the desk's own clerk, by the
    token of `settings`.
    """
    store = store_of(settings)
    app = FastAPI(title="docgen", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    app.state.settings = settings
    showing = settings.previewers
    app.state.previews = Pool(
        settings.project, size=showing, waiting=20 * showing, seconds=30, tasks=KEYSTROKES
    )
    app.state.builds = Pool(settings.project, size=settings.builders, waiting=50, seconds=600)
    # Of its own: who looks something up in the register waits for no batch, and no preview waits for him.
    app.state.records = Pool(settings.project, size=1, waiting=50, seconds=600)
    # A sheet of a million cells is judged for minutes: no preview waits for that, and it may take them.
    app.state.rosters = Pool(settings.project, size=1, waiting=50, seconds=600)
    app.state.jobs = Jobs(store, app.state.builds, hooks=settings.hooks)
    app.state.pictures = Pictures()
    app.state.presence = presence.Presence()
    app.state.metrics = Metrics({name: getattr(app.state, name) for name in POOLS})
    app.include_router(health.routes)
    app.include_router(presence.routes)
    app.include_router(service.routes())
    app.include_router(desk.routes())
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for kind, answer in ANSWERS.items():
        app.add_exception_handler(kind, answer)
    who = sessions(store) if sessions else Desk(settings)
    app.add_middleware(Once)
    app.add_middleware(Gate, settings=settings, sessions=who, note=noting(app), given_back=given_back)
    refuse_open_routes(app)
    return app


def store_of(settings: Settings) -> Store:
    """Return where the jobs of a project are kept. Raises MachineError for a database that cannot be used."""
    if not settings.database:
        return SqliteStore(settings.project)
    return PostgresqlStore(settings.database, settings.project / SERVICE)


def noting(app: FastAPI) -> Callable[[str, str, Person | None, int, float], None]:
    """Return what is told of each answer: it is counted, and an office logs it and keeps who changed what."""
    settings: Settings = app.state.settings
    audit = Audit(settings.project) if settings.office else None

    def note(method: str, path: str, person: Person | None, status: int, ms: float) -> None:
        app.state.metrics.note(method, status, ms)
        if audit and path not in OPEN:
            logs.note(method, path, person.name if person else "", status, ms)
        if audit and person and method not in READING:
            audit.note(person.name, method, path, status)

    return note


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Keep the processes while the server runs, and a folder for what is looked at and not kept."""
    with temporary_folder() as app.state.scratch:
        app.state.jobs.given["scratch"] = str(app.state.scratch)
        app.state.jobs.given["scheduler"] = app.state.settings.scheduler
        app.state.jobs.resume(begin_again=app.state.settings.office)
        warming = asyncio.create_task(warm(app.state.previews))
        try:
            yield
        finally:
            warming.cancel()
            await app.state.jobs.close()
            app.state.jobs.store.close()
            for name in POOLS:
                getattr(app.state, name).close()


async def warm(previews: Pool) -> None:
    """Make ready what the first pages would wait for; a request meanwhile goes before the second."""
    await previews.warm("documents.ready")
    await previews.warm("editing.warm")


def refuse_open_routes(app: FastAPI) -> None:
    """Raise TypeError for a route that does not say who may call it."""
    for route in calls(app):
        if not guards(route):
            raise TypeError(f"{route.path} says nothing of who may call it")


def calls(app: FastAPI) -> list[RouteContext]:
    """Return the routes that functions answer, but for those that anyone may ask."""
    routes = iter_route_contexts(app.routes)
    return [one for one in routes if isinstance(one.original_route, APIRoute) and one.path not in OPEN]


def guards(route: RouteContext) -> list[Allowed]:
    """Return what a route says of who may call it."""
    found: list[Allowed] = []
    waiting = [route.dependant]
    while waiting:
        one = waiting.pop()
        waiting += one.dependencies
        if isinstance(one.call, Allowed):
            found.append(one.call)
    return found


def is_for_program(request: Request) -> bool:
    """Say whether a script or a program asks, which reads records and not pages."""
    return request.url.path.startswith(PROGRAMS)


async def told(request: Request, status: int, code: str, after: int = 0) -> Response:
    """Return an error as the one who asks reads it."""
    title = words(lang_of(request), f"errors.{code}")
    answer: Response
    if is_for_program(request):
        answer = problem(status, code, title)
    elif request.scope.get("person") is None:
        answer = PlainTextResponse(title, status)
    else:
        form = await kept_form(request, status)
        answer = page(request, "error", status, title=title, problems=(), ways=(), form=form)
    if after:
        answer.headers["retry-after"] = str(after)
    return answer


async def on_refused(request: Request, error: Exception) -> Response:
    """Tell what is to be mended."""
    assert isinstance(error, RefusedError)
    codes = {one.code for one in error.refusal.problems}
    if codes <= {*ABSENT}:
        return await called_like_a_page(request) or await told(request, 404, "absent")
    if "no-project" in codes:
        return await told(request, 503, "gone")
    answer = refused(error.refusal, lang_of(request))
    if is_for_program(request):
        return answer
    title = words(lang_of(request), f"refused.{error.refusal.who}")
    shown = [replace(one, place=place_in_sheet(one.place)) for one in error.refusal.problems]
    told_on = {"title": title, "problems": shown, "ways": ways_on(request, error)}
    form = await kept_form(request, answer.status_code)
    return page(request, "error", answer.status_code, form=form, **told_on)


async def kept_form(request: Request, status: int) -> Form | None:
    """Return the form that another try may carry out as it is; None where something in it is wrong."""
    return await form_of(request) if status in PASSING else None


async def called_like_a_page(request: Request) -> Response | None:
    """Return the form of a document that is called as a page of documents is (letters/build), if it is one.

    Its address is that of a page about a document called `letters`, and there is none.
    """
    path = str(request.scope["path"])
    may = request.method == "GET" and Role.DRAFTER in person_of(request).roles
    if not may or not path.startswith("/documents/") or not path.endswith(ABOUT):
        return None
    try:
        return await desk.editing.edit(request, path.removeprefix("/documents/"))
    except RefusedError:
        return None


def ways_on(request: Request, error: RefusedError) -> list[tuple[str, str]]:
    """Return where what a page tells can be mended: addresses, and by which word they are called."""
    path = str(request.scope["path"])
    if error.refusal.who == "content" and path.startswith("/documents/") and path.endswith(ABOUT):
        return [(document_address(path.removeprefix("/documents/").rpartition("/")[0]), "mend")]
    return [("/data", "data")] if path.startswith("/data/") else []


async def on_http(request: Request, error: Exception) -> Response:
    """Tell what is not there or not allowed."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, TooLargeError):  # FastAPI read the parts, and says only that it could not
        return await on_large(request, error)
    known = {401: "session", 403: "forbidden", 404: "absent", 405: "method", 406: "accept", 415: "media"}
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == 405:
        headers["allow"] = ", ".join(methods_at(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    answer = await told(request, error.status_code, known.get(error.status_code, "request"))
    answer.headers.update(headers)
    return answer


def methods_at(request: Request) -> list[str]:
    """Return by which methods the address may be asked that a request is about."""
    routes = request.app.router.routes
    found = [
        method
        for method in METHODS
        if any(one.matches({**request.scope, "method": method})[0] is Match.FULL for one in routes)
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]


async def on_unfit(request: Request, error: Exception) -> Response:
    """Tell a program which parts of its request are not as the description has them."""
    assert isinstance(error, RequestValidationError)
    if not is_for_program(request):
        return await told(request, 422, "request")
    wrong = [
        {"code": one["type"], "field": [*one["loc"]], "line": None, "place": "", "text": one["msg"]}
        for one in error.errors()
    ]
    return problem(422, "request", words(lang_of(request), "errors.request"), errors=wrong)


async def on_busy(request: Request, error: Exception) -> Response:
    """Tell at once that too many wait."""
    assert isinstance(error, BusyError)
    return await told(request, 429, "busy", error.after)


async def on_late(request: Request, error: Exception) -> Response:
    """Tell that a task was ended for its length."""
    return await told(request, 504, "late")


async def on_lost(request: Request, error: Exception) -> Response:
    """Tell that a build process ended; the next task has another."""
    return await told(request, 502, "lost")


async def on_key_taken(request: Request, error: Exception) -> Response:
    """Tell that the same order was given for something else."""
    return await told(request, 422, "key")


async def on_away(request: Request, error: Exception) -> Response:
    """Tell that the database cannot be reached now; why is in the log."""
    log.error("the database cannot be reached: %s", error)
    return await told(request, 503, "away", BACK_IN)


async def on_disk(request: Request, error: Exception) -> Response:
    """Tell that nothing could be kept; why is in the log."""
    log.error("nothing could be kept: %s", error)
    return await told(request, 503, "disk")


async def on_bug(request: Request, error: Exception) -> Response:
    """Tell that docgen itself failed; what happened is in the log alone."""
    return await told(request, 500, "bug")


async def on_large(request: Request, error: Exception) -> Response:
    """Tell that too much was sent."""
    return await told(request, 413, "large")


ANSWERS: dict[type[Exception], Answer] = {
    RefusedError: on_refused,
    HTTPException: on_http,
    RequestValidationError: on_unfit,
    BusyError: on_busy,
    LateError: on_late,
    LostError: on_lost,
    TooLargeError: on_large,
    KeyTakenError: on_key_taken,
    AwayError: on_away,
    OSError: on_disk,
    DatabaseError: on_disk,
    Exception: on_bug,
}
