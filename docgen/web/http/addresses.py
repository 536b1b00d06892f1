"""Addresses of pages: names in them may have signs that mean something in one (#, %, ?)."""

from urllib.parse import quote

from starlette.requests import HTTPConnection


def path_of(request: HTTPConnection) -> str:
    """Return the path that was asked for, as an address has it; with two strokes it would name a host."""
    return quote("/" + str(request.scope["path"]).lstrip("/"))


def document_address(name: str, page: str = "") -> str:
    """Return the address of a document, or of one of its pages (`/letters`)."""
    return f"/documents/{quote(name)}{page}"
