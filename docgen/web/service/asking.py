"""How the service asks the build processes, and who may."""

from typing import Any

from fastapi import Request

from ..answers import lang_of


async def quick(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that is done at once; it waits for no build."""
    return await request.app.state.previews.call(f"service.{task}", *arguments, lang=lang_of(request))


async def built(request: Request, task: str, *arguments: Any) -> Any:
    """Return what a task gives that makes something; it waits its turn, or is told at once to come again."""
    return await request.app.state.builds.call(f"service.{task}", *arguments, lang=lang_of(request))
