"""What goes back: pages of `pages/`, and problems as RFC 9457 has them."""

from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .gate import person_of
from .http.addresses import path_of
from .settings import Settings
from .words import COOKIE, language, words
from .workers import Refusal, told_beside

PAGES = Path(__file__).parent / "pages"
STATUS = {"content": 422, "template": 422, "machine": 503, "conflict": 409, "forbidden": 403}
"""Of a refusal, by who must act."""


def settings_of(request: Request) -> Settings:
    """Return what the server was started with."""
    settings: Settings = request.app.state.settings
    return settings


def lang_of(request: Request) -> str:
    """Return the language of the one who asks."""
    accepted = request.headers.get("accept-language", "")
    return language(request.cookies.get(COOKIE, ""), accepted, settings_of(request).lang)


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page `pages/<name>.html`; a template asks for words by `t(key)`."""
    lang = lang_of(request)
    text = pages().get_template(f"{name}.html")
    known = {
        "t": partial(words, lang),
        "lang": lang,
        "here": here_of(request),
        "person": person_of(request),
        "office_mode": settings_of(request).office,
        "beside": told_beside(),
        "can_log_out": settings_of(request).can_log_out,
    }
    return HTMLResponse(text.render(**known, **values), status)


def bare_page(request: Request, name: str, status: int, **values: Any) -> HTMLResponse:
    """Return a page for one who has not come in: nothing of the office is on it."""
    lang = lang_of(request)
    known = {"t": partial(words, lang), "lang": lang, "office_mode": settings_of(request).office}
    return HTMLResponse(pages().get_template(f"{name}.html").render(**known, **values), status)


def here_of(request: Request) -> str:
    """Return the path of the page that is shown: of one that answers a form that the form was on."""
    if request.method == "GET":
        return path_of(request)
    asked = urlsplit(request.headers.get("referer", ""))
    return asked.path if asked.netloc == request.url.netloc and asked.path else "/"


@cache
def pages() -> Environment:
    """Return the pages: text in them is never markup, and a name that is not given is an error."""
    return Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def problem(status: int, code: str, title: str, **more: Any) -> JSONResponse:
    """Return an error for a program (RFC 9457); `code` is its stable name."""
    record = {"type": f"urn:docgen:{code}", "title": title, "status": status, **more}
    return JSONResponse(record, status, media_type="application/problem+json")


def refused(refusal: Refusal, lang: str) -> JSONResponse:
    """Return what a person must mend, for a program or for a page's own script."""
    errors = [
        {"code": one.code, "field": list(one.field), "line": one.line, "place": one.place, "text": one.text}
        for one in refusal.problems
    ]
    return problem(STATUS[refusal.who], refusal.who, words(lang, f"refused.{refusal.who}"), errors=errors)
