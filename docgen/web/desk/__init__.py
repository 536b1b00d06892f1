"""The pages of a clerk's desk: one module a matter, each with a router of its own."""

from fastapi import APIRouter

from . import documents, following, issuing, register, translations


def routes() -> APIRouter:
    """Return the routes of all pages."""
    all_pages = APIRouter(include_in_schema=False)
    for one in (issuing, documents, register, following, translations):
        all_pages.include_router(one.routes)
    return all_pages
