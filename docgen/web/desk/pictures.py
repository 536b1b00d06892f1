"""Pictures of pages, kept for a while by their hashes: a browser that has one does not ask for it again."""

from collections import OrderedDict
from collections.abc import Iterable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from ..gate.guards import reading

MOST = 64 * 1024 * 1024
"""Bytes that are kept; a page has some hundred thousand."""
KEPT = {"cache-control": "private, max-age=31536000, immutable"}
routes = APIRouter()


class Pictures:
    """Pictures by their keys, those asked for last kept longest."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.size = 0

    def keep(self, key: str, data: bytes) -> None:
        """Keep a picture, and let go of the oldest when there are too many."""
        if key not in self.kept:
            self.size += len(data)
        self.kept[key] = data
        self.kept.move_to_end(key)
        while self.size > MOST and len(self.kept) > 1:
            _, gone = self.kept.popitem(last=False)
            self.size -= len(gone)

    def known(self, keys: Iterable[str]) -> list[str]:
        """Return those of some keys whose pictures are here, which are kept longer now."""
        found = [key for key in keys if key in self.kept]
        for key in found:
            self.kept.move_to_end(key)
        return found


@routes.get("/picture/{key}.jpg", dependencies=[reading])
async def picture(request: Request, key: str) -> Response:
    """Return a picture; what a key means never changes."""
    data = request.app.state.pictures.kept.get(key)
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type="image/jpeg", headers=KEPT)
