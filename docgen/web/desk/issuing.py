"""A document on its way out: its steps with who did them, what holds it up, and the issue."""

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from ..answers import lang_of
from ..gate import Role, allowed, person_of
from ..gate.guards import reading
from ..http.addresses import path_of
from ..words import words
from ..workers import RefusedError, Told
from .building import begun
from .shared.asking import NOT_DONE, recorded, settled
from .shared.entered import Entered, asked, entered
from .shared.keeping import acting, done, shown

routes = APIRouter()
signing = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.SIGNATORY))
issuing = Depends(allowed(Role.SIGNATORY, Role.REGISTRAR))
STEPS = {"拟稿": Role.DRAFTER, "核稿": Role.REVIEWER, "会签": Role.REVIEWER, "签发": Role.SIGNATORY}
"""Who may do which step."""
LONG = 600.0
"""Seconds that an issue may take."""
MANY = 20
"""Letters; more are issued as a job, which tells how far it is."""
JOB = "issuing.issue_all"


@routes.get("/documents/{name:path}/issue", dependencies=[reading])
async def way(request: Request, name: str) -> Response:
    """Show how far a document is on its way out."""
    return await on_its_way(request, name, asked(request).each("accept"))


async def on_its_way(
    request: Request,
    name: str,
    accepted: list[str],
    refused: Exception | None = None,
    typed: Entered | None = None,
) -> Response:
    """Return the page of a document on its way out, beside it why something was refused."""
    found = await recorded(request, "issuing.way", name, accepted)
    undone = [one.name for one in found.steps if not one.person]
    roles = person_of(request).roles
    return shown(
        request,
        "issue",
        refused=refused,
        typed=typed,
        document=name,
        way=found,
        is_many=found.count > MANY,
        accepted=accepted,
        findings=[*found.findings, *held_against(refused)],
        next=undone[0] if undone else "",
        may_sign=[step for step, role in STEPS.items() if role in roles],
        may_issue=bool(roles & {Role.SIGNATORY, Role.REGISTRAR}),
    )


def held_against(refused: Exception | None) -> list[Told]:
    """Return the findings among why something was refused: they can be accepted."""
    problems = refused.refusal.problems if isinstance(refused, RefusedError) else ()
    return [one for one in problems if one.grade]


@routes.post("/documents/{name:path}/sign", dependencies=[signing])
async def sign(request: Request, name: str) -> Response:
    """Set down that a step was done."""
    form, lang = await entered(request), lang_of(request)
    step, accepted, person = form.text("step"), form.each("accept"), acting(request, form)
    if STEPS.get(step) not in person_of(request).roles:
        raise HTTPException(403)
    try:
        await settled(request, form, "issuing.sign", name, step, person, accepted)
    except NOT_DONE as error:
        return await on_its_way(request, name, accepted, error, form)
    text = words(lang, "issue.signed", step=step, person=person)
    return done(request, address(request, accepted), text, person=person)


@routes.post("/documents/{name:path}/issue", dependencies=[issuing])
async def issue(request: Request, name: str) -> Response:
    """Issue a document."""
    form, lang = await entered(request), lang_of(request)
    accepted, person = form.each("accept"), acting(request, form)
    form.needed("confirm", "confirm")
    try:
        form.settle()
        relations = {name: form.text(name) for name in ("corrects", "replaces")}
        if form.text("many"):
            return await begun(request, JOB, document=name, accept=accepted, person=person, **relations)
        given = (accepted, person, *relations.values())
        numbers, count, again, told = await recorded(request, "issuing.issue", name, *given, seconds=LONG)
    except NOT_DONE as error:
        return await on_its_way(request, name, accepted, error, form)
    text = words(lang, "issue.again" if again else "issue.done", count=count)
    return done(request, path_of(request), text, told, person, numbers)


def address(request: Request, accepted: list[str]) -> str:
    """Return the address of the document's page, with what was accepted so far."""
    path = path_of(request).removesuffix("/sign") + "/issue"
    return path + ("?" + "&".join(f"accept={one}" for one in accepted) if accepted else "")
