"""How the service asks the build processes, and who may."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, HTTPException, Request

from ..answers import lang_of

JSON, MULTIPART = "application/json", "multipart/form-data"
"""What calls take (media types)."""
PLAIN = ("", "identity")
UTF8 = ("", "utf-8", "utf8")


@dataclass(frozen=True)
class Taking:
    """The part of a route that says what it takes: anything else would be read as what it is not."""

    types: tuple[str, ...]

    def __call__(self, request: Request) -> None:
        """Raise HTTPException 415 for a body of another type, in other signs than UTF-8, or packed."""
        kind, _, more = request.headers.get("content-type", "").lower().partition(";")
        signs = dict(one.strip().partition("=")[::2] for one in more.split(";")).get("charset", "")
        sound = (
            kind.strip() in (*self.types, "")
            and signs.strip("'\"") in UTF8
            and request.headers.get("content-encoding", "").lower().strip() in PLAIN
        )
        if not sound:
            raise HTTPException(415, headers={"accept": ", ".join(self.types)})


def takes(header: str, kind: str) -> bool:
    """Say whether `Accept` takes a media type: one that is named with a weight of 0 it does not."""
    kind = kind.partition(";")[0]
    ranges = {f"{kind.partition('/')[0]}/*": 1, "*/*": 0, kind: 2}
    found = []
    for one in filter(str.strip, header.lower().split(",")):
        name, *more = (part.strip() for part in one.split(";"))
        if name in ranges:
            found.append((ranges[name], not any(re.fullmatch(r"q=0(\.0*)?", part) for part in more)))
    return max(found)[1] if found else not header.strip()


def taking(*types: str) -> Any:
    """Return the condition that a body is of one of these media types."""
    return Depends(Taking(types))


async def quick(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that is done at once; it waits for no build."""
    return await request.app.state.previews.call(f"service.{task}", *arguments, lang=lang_of(request))


async def judged(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that judges a roster, be it a large one."""
    return await request.app.state.rosters.call(f"service.{task}", *arguments, lang=lang_of(request))


async def built(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that makes something; it waits its turn, or is told at once to come again."""
    return await request.app.state.builds.call(f"service.{task}", *arguments, lang=lang_of(request))
