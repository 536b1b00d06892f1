"""What a request asks for only if (RFC 9110): states of a thing by their marks, and parts of a file."""

import re
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import FileResponse, Response

ANY = "*"
MARK = re.compile(r'(?:W/)?"([^"]*)"')
RANGE = re.compile(r"([0-9]{0,19})-([0-9]{0,19})")
PARTS = 10
"""Parts of a file that one answer has at most: a thousand would be more than the file."""


def marks_in(header: str) -> tuple[str, ...]:
    """Return the states that `If-Match` or `If-None-Match` names, `*` for any.

    A mark that a proxy made weak, for it packs what it hands on, is the same state's.
    """
    text = header.strip()
    if text == ANY:
        return (ANY,)
    return tuple(MARK.findall(text)) if '"' in text else tuple(text.split())


def is_known(request: Request, mark: str) -> bool:
    """Say whether who asks has this state already (`If-None-Match`)."""
    known = marks_in(request.headers.get("if-none-match", ""))
    return ANY in known or mark in known


def file_answer(request: Request, path: str, name: str, **more: Any) -> Response:
    """Return a file under a name, the parts of it that are asked for, or 304 to who has it as it is.

    Parts that make no sense are not asked for; so RFC 9110 has it.
    """
    status = Path(path).stat()
    wanted = parts_in(request.headers.get("range", ""), status.st_size)
    others = [one for one in request.scope["headers"] if one[0] != b"range"]
    request.scope["headers"] = others + ([(b"range", wanted.encode())] if wanted else [])
    answer = FileResponse(path, filename=name, stat_result=status, **more)
    if is_known(request, answer.headers["etag"].strip('"')):
        kept = {key: answer.headers[key] for key in KEPT if key in answer.headers}
        return Response(status_code=304, headers=kept)
    return answer


KEPT = ("etag", "last-modified", "cache-control", "content-security-policy")
"""Headers that an answer without its file still has."""


def parts_in(header: str, size: int) -> str:
    """Return which parts of a file are asked for, as `Range` has them: those it has, else one it has not.

    Empty for all of it.
    """
    unit, _, listed = header.partition("=")
    if unit.strip().lower() != "bytes":
        return ""
    found = [RANGE.fullmatch(one.strip()) for one in listed.split(",") if one.strip()]
    pairs = [one.groups() for one in found if one]
    if not pairs or len(pairs) < len(found) or len(pairs) > PARTS or not all(map(makes_sense, pairs)):
        return ""
    there = [f"{first}-{last}" for first, last in pairs if int(first or 0) < size and (first or int(last))]
    return "bytes=" + ",".join(there or [f"{size}-"])


def makes_sense(pair: tuple[str, ...]) -> bool:
    """Say whether a part has an end, and ends where it begins or behind."""
    first, last = pair
    return bool(first or last) and not (first and last and int(first) > int(last))
