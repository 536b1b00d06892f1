"""The pages of a clerk's desk: one module a matter, each with a router of its own."""

from fastapi import APIRouter

from . import building, documents, editing, following, issuing, jobs, pictures, register


def routes() -> APIRouter:
    """Return the routes of all pages; `editing` is last, for its addresses are those of all documents."""
    all_pages = APIRouter(include_in_schema=False)
    for one in (jobs, building, issuing, documents, register, following, pictures, editing):
        all_pages.include_router(one.routes)
    return all_pages
