"""A form that is sent twice is carried out once: a double click, a second try while the first still runs.

A browser that sends a form again drops the answer to the first, so whoever clicked is shown what became of
the second: without this a second number, a second copy, or that the name is taken. What is typed otherwise
is another form, and so is what is sent from a page that came since.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .gate import PROGRAMS, int_of

SAME = 3.0
"""Seconds behind an answer within which the same form is the same click."""
LARGEST = 1 << 20
"""Bytes of a form that is looked at; what is larger brings a file and says that it is being sent."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass
class Once:
    """Answers a form as it answered the same form a moment ago, if nothing came in between.

    Who puts something away, fetches it back and puts it away again has done three things; who is shown a page
    anew and sends its form again asks what is so now.
    """

    app: ASGIApp
    last: dict[str, "Sent"] = field(default_factory=dict)  # by person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        person = scope.get("person")
        who = f"{person.login}\n{person.name}" if person else ""
        if not is_form(scope, headers):
            is_read = scope.get("method") == "GET" and who in self.last
            await self.app(scope, receive, self.until_page(who, send) if is_read else send)
            return
        body = await whole(receive)
        mark = mark_of(scope, headers, body)
        known = self.last.get(who)
        if known and known.mark == mark and (told := await asyncio.shield(known.answer)):
            for message in told:
                await send(message)
            return
        await self.carried_out(who, mark, scope, again(body, receive), send)

    def until_page(self, who: str, send: Send) -> Send:
        """Return `send` that keeps a form no longer once a page has come whole."""
        before, is_page = self.last[who], False

        async def watched(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            await send(message)
            if is_page and message["type"] == "http.response.body" and not message.get("more_body"):
                self.forget(who, before)

        return watched

    async def carried_out(self, who: str, mark: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a form, and keep the answer for who sends it again: of a refusal only while it is made."""
        loop, told = asyncio.get_running_loop(), list[Message]()
        mine = self.last[who] = Sent(mark, loop.create_future())

        async def noted(message: Message) -> None:
            told.append(message)
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            mine.answer.set_result(told)
            is_done = bool(told) and told[0].get("status", 500) < 400
            loop.call_later(SAME if is_done else 0, self.forget, who, mine)

    def forget(self, who: str, one: "Sent") -> None:
        """Keep a form no longer, unless its sender has sent another since."""
        if self.last.get(who) is one:
            del self.last[who]


@dataclass(frozen=True, eq=False)
class Sent:
    """A form that was sent: its mark, and what was answered."""

    mark: str
    answer: asyncio.Future[Sequence[Message]]


def is_form(scope: Scope, headers: Headers) -> bool:
    """Say whether a request is a form of a page, of a size that is looked at."""
    return (
        scope.get("method") == "POST"
        and not scope["path"].startswith(PROGRAMS)
        and headers.get("content-type", "").lower().startswith(FORMS)
        and "content-length" in headers
        and int_of(headers["content-length"]) <= LARGEST
    )


def mark_of(scope: Scope, headers: Headers, body: bytes) -> str:
    """Return the mark of a form: where it is sent, and what it says, however its parts are bounded."""
    _, _, bound = headers.get("content-type", "").partition("boundary=")
    said = body.replace(bound.strip('"').encode("latin-1"), b"") if bound else body
    kept = headers.get("cookie", "")  # what an answer has changed since is not the same page: the language
    told = f"{scope['path']}\n{kept}\n".encode() + scope.get("query_string", b"") + b"\n" + said
    return sha256(told).hexdigest()


async def whole(receive: Receive) -> bytes:
    """Return all that a request brings."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """Return `receive` that gives what was read, and then goes on."""
    waiting = [body]

    async def given() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return given
