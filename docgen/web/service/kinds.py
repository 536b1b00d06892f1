"""Kinds of documents and what they ask for."""

from typing import Any

from fastapi import APIRouter, Request

from ..gate.guards import reading
from .asking import quick
from .records import PROBLEMS, KindGuide, KindRecord

routes = APIRouter(responses=PROBLEMS, dependencies=[reading])


@routes.get("/kinds", response_model=list[KindRecord])
async def kinds(request: Request) -> Any:
    """List the kinds of documents."""
    return await quick(request, "kinds")


@routes.get("/kinds/{kind:path}", response_model=KindGuide)
async def kind_guide(request: Request, kind: str) -> Any:
    """Tell what a kind (`letters/notice`, or 通知) asks for."""
    return await quick(request, "kind", kind)
