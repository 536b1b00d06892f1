"""How the service asks the build processes, and who may."""

from typing import Any

from fastapi import Depends, Request

from ..answers import lang_of
from ..gate import Role, allowed

reading = Depends(allowed(Role.READER))
drafting = Depends(allowed(Role.DRAFTER))
working = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.SIGNATORY, Role.REGISTRAR))


async def quick(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that is done at once; it waits for no build."""
    return await request.app.state.previews.call(f"service.{task}", *arguments, lang=lang_of(request))


async def built(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that makes something; it waits its turn, or is told at once to come again."""
    return await request.app.state.builds.call(f"service.{task}", *arguments, lang=lang_of(request))
