"""The gate each request passes: host, origin, session and size in, safe headers out."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from sqlite3 import DatabaseError
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..http.addresses import path_of
from ..settings import Settings
from ..words import words
from ..workers import ASKER, Asker
from .people import DESK, Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SAFE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: browsers then send `Origin: null` with forms, which would shut out our own.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
READING = ("GET", "HEAD")
OPEN = ("/livez", "/readyz", "/metrics")
"""Told to anyone who reaches us: how the server does says nothing of a letter."""
ASIDE = "/static/"
BACK_IN = 5
"""Seconds after which one may ask again where the database could not be reached."""
log = logging.getLogger("docgen.web")
PROGRAMS = ("/v1/", "/api/")
"""Asked by programs and by scripts of pages: they read records (RFC 9457) and not sentences."""


class Sessions(Protocol):
    """How a server knows who asks."""

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return who asks; None when nobody is logged in."""

    async def entrance(self, connection: HTTPConnection, person: Person | None) -> Response | None:
        """Return the answer to a request of `person` that is itself a way in or out, or None."""


@dataclass(frozen=True)
class Desk:
    """One desk: the address with the token is turned into a cookie, and the token leaves the address."""

    settings: Settings

    @property
    def cookie(self) -> str:
        """The cookie's name has the port in it: browsers share cookies over all ports of a host."""
        return f"docgen-{self.settings.port}"

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return the person at this desk."""
        given = connection.cookies.get(self.cookie, "") or bearer(connection)
        return DESK if self.is_token(given) else None

    async def entrance(self, connection: HTTPConnection, person: Person | None) -> Response | None:
        """Return the way on, with the cookie, for the address that docgen printed."""
        if connection.scope["method"] not in READING or not self.is_token(
            QueryParams(connection.scope["query_string"]).get("token", "")
        ):
            return None
        answer = RedirectResponse(path_of(connection), 303)
        answer.set_cookie(self.cookie, self.settings.token, httponly=True, samesite="strict", path="/")
        return answer

    def is_token(self, given: str) -> bool:
        """Say whether what was given opens this desk, in a time that tells nothing."""
        return hmac.compare_digest(given.encode(), self.settings.token.encode())


def bearer(connection: HTTPConnection) -> str:
    """Return the token that a program gives with each request (RFC 6750); "" for none."""
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


@dataclass(frozen=True)
class Gate:
    """Lets a request in, or answers it itself: 421 host, 403 origin, 401 session, 413 size.

    Where it cannot be looked up who asks, 503. A form whose sender is logged in no more is given back.
    """

    app: ASGIApp
    settings: Settings
    sessions: Sessions
    note: Callable[[str, str, Person | None, int, float], None]
    given_back: Callable[[Scope, Receive], Awaitable[Response | None]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        connection, begun = HTTPConnection(scope), monotonic()
        person, shut = await self.met(connection)
        told = partial(self.note, scope["method"], scope["path"])
        outward = safely(send, lambda status: told(scope.get("person"), status, 1000 * (monotonic() - begun)))
        if shut is not None:
            if shut.status_code == 401:
                shut = await self.given_back(scope, bounded(receive, self.settings.largest)) or shut
            await shut(scope, receive, outward)
            return
        scope["person"] = person
        if person:
            ASKER.set(Asker(person.name, person.login, person.office))
        if scope["method"] == "HEAD":
            scope, outward = {**scope, "method": "GET"}, headless(outward)
        await self.app(scope, bounded(receive, self.settings.largest), outward)

    async def met(self, connection: HTTPConnection) -> tuple[Person | None, Response | None]:
        """Return who asks, and why he may not come in; where that is told to anyone, nobody is looked up."""
        path = connection.scope["path"]
        try:
            person = None if path in OPEN else self.sessions.person(connection)
            return person, await self.shut(connection, person)
        except (OSError, DatabaseError) as error:
            log.error("it cannot be looked up who asks: %s", error)
            answer = self.told(path, "away", 503)
            answer.headers["retry-after"] = str(BACK_IN)
            return None, answer

    async def shut(self, connection: HTTPConnection, person: Person | None) -> Response | None:
        """Return why a request of a person may not come in, None when it may."""
        method, path, headers = connection.scope["method"], connection.scope["path"], connection.headers
        if path in OPEN:
            return None
        if headers.get("host", "").lower() not in self.settings.hosts:
            return self.told(path, "host", 421)
        if method not in READING and not is_own(headers, self.settings.hosts):
            return self.told(path, "origin", 403)
        if int_of(headers.get("content-length", "0")) > self.settings.largest:
            return self.told(path, "large", 413)
        if path.startswith(ASIDE):
            return None
        way_in = await self.sessions.entrance(connection, person)
        if way_in is not None:
            return way_in
        return None if person else self.told(path, "session", 401)

    def told(self, path: str, reason: str, status: int) -> Response:
        """Return a refusal in one sentence; nothing of the office is told to who has not come in."""
        megabytes = self.settings.largest // (1024 * 1024)
        key = f"{reason}-office" if self.settings.office and reason in ("host", "session") else reason
        title = words(self.settings.lang, f"gate.{key}", megabytes=megabytes)
        if not path.startswith(PROGRAMS):
            return PlainTextResponse(title, status)
        record = {"type": f"urn:docgen:{reason}", "title": title, "status": status}
        return JSONResponse(record, status, media_type="application/problem+json")


def is_own(headers: Headers, hosts: frozenset[str]) -> bool:
    """Say whether a request that changes something comes from our own page, or from a program."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    return site in (None, "same-origin") and (origin is None or urlsplit(origin).netloc in hosts)


def int_of(text: str) -> int:
    """Return a header's number; one that is none is 0, for the server counts the bytes itself."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


class TooLargeError(Exception):
    """More came than one request may carry, whatever it had said."""


def bounded(receive: Receive, largest: int) -> Receive:
    """Return `receive` that raises TooLargeError behind the last byte a request may have."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise TooLargeError
        return message

    return counted


def headless(send: Send) -> Send:
    """Return `send` for who asks for the head of an answer alone: even of an endless stream it is all."""

    async def ended(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body"})

    return ended


def safely(send: Send, note: Callable[[int], None]) -> Send:
    """Return `send` that adds the headers of every answer, and tells `note` its status.

    What may be kept says so itself.
    """

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SAFE.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            note(message["status"])
        await send(message)

    return guarded
