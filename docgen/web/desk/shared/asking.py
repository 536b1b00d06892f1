"""What pages of the office ask of the tasks that keep its records, and why something was not done."""

from typing import Any

from fastapi import Request

from ...answers import lang_of
from ...workers import RefusedError
from .entered import Entered, MistypedError

NOT_DONE = (MistypedError, RefusedError)
"""Why a form was not carried out: what it says cannot be read, or a task refuses. Its page shows both."""


async def recorded(request: Request, task: str, *arguments: Any, seconds: float | None = None) -> Any:
    """Return what a task about the records gives, in the language of who asks. Raises RefusedError."""
    return await request.app.state.records.call(task, *arguments, lang=lang_of(request), seconds=seconds)


async def settled(
    request: Request, form: Entered, task: str, *arguments: Any, seconds: float | None = None
) -> Any:
    """Return what a task gives that is asked for by a form, once all of it can be read. Raises NOT_DONE."""
    form.settle()
    return await recorded(request, task, *arguments, seconds=seconds)
