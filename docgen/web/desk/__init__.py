"""The pages of a clerk's desk: one module a matter, each with a router of its own."""

from fastapi import APIRouter

from . import (
    bringing,
    building,
    data,
    documents,
    edited,
    editing,
    following,
    issuing,
    jobs,
    pictures,
    register,
    rosters,
    translations,
)

PAGES = (
    jobs, building, rosters, edited, issuing, documents, register, following, translations, data, pictures,
    bringing, editing,
)  # fmt: skip
"""Those whose addresses end with a word of their own stand before those that take any name."""


def routes() -> APIRouter:
    """Return the routes of all pages; `editing` is last, for its addresses are those of all documents."""
    all_pages = APIRouter(include_in_schema=False)
    for one in PAGES:
        all_pages.include_router(one.routes)
    return all_pages
