"""One document made from what is sent, and kept nowhere."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from ..gate.guards import drafting
from ..media_types import DOCX, HTML, PDF
from .asking import JSON, built, takes, taking
from .records import PROBLEMS, ToRender

routes = APIRouter(responses=PROBLEMS, dependencies=[drafting, taking(JSON)])
TYPES = {"pdf": PDF, "docx": DOCX, "html": HTML}
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {one: {} for one in TYPES.values()}}}


@routes.post("/render", response_class=Response, responses=FILES)
async def render(request: Request, wanted: ToRender) -> Response:
    """Return the document as a file; `ETag` is its SHA-256, `Docgen-Findings` how much is told of it.

    Where no form is named, `Accept` chooses one; where it takes none that is meant, nothing is made (406).
    """
    named = [wanted.form] if "form" in wanted.model_fields_set else list(TYPES)
    form = next((one for one in named if takes(request.headers.get("accept", ""), TYPES[one])), None)
    if form is None:
        raise HTTPException(406)
    made = await built(request, "render", wanted.kind, wanted.values, form, tuple(wanted.accept))
    headers = {"etag": f'"{made["etag"]}"', "docgen-findings": str(made["findings"])}
    return Response(made["data"], media_type=TYPES[form], headers=headers)
