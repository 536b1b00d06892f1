"""A roster judged before anything is made of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, UploadFile

from ..gate.guards import drafting
from ..gate.uploads import brought
from .asking import MULTIPART, judged, taking
from .records import PROBLEMS, RosterReport

routes = APIRouter(responses=PROBLEMS, dependencies=[drafting])


@routes.post("/rosters/check", response_model=RosterReport, dependencies=[taking(MULTIPART)])
async def check(request: Request, file: UploadFile, document: Annotated[str, Query(max_length=300)]) -> Any:
    """Judge a roster (.xlsx, .xls, .et, .ods, .csv) as that of `document`, by the checks of a build."""
    async with brought(file, str(request.app.state.scratch)) as (folder, name):
        return await judged(request, "roster", document, folder, name)
