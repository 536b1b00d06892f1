"""One document made from what is sent, and kept nowhere."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..gate.guards import drafting
from ..media_types import DOCX, HTML, PDF
from .asking import built
from .records import PROBLEMS, ToRender

routes = APIRouter(responses=PROBLEMS, dependencies=[drafting])
TYPES = {"pdf": PDF, "docx": DOCX, "html": HTML}
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {one: {} for one in TYPES.values()}}}


@routes.post("/render", response_class=Response, responses=FILES)
async def render(request: Request, wanted: ToRender) -> Response:
    """Return the document as a file; `ETag` is its SHA-256, `Docgen-Findings` how much is told of it."""
    made = await built(request, "render", wanted.kind, wanted.values, wanted.form, tuple(wanted.accept))
    headers = {"etag": f'"{made["etag"]}"', "docgen-findings": str(made["findings"])}
    return Response(made["data"], media_type=TYPES[wanted.form], headers=headers)
