"""A real browser on a real server: Debian's Chromium, driven by Playwright, without any network.

A page that breaks a promise fails its test wherever it is seen: an error of a script, a request to another
origin, a word of the content policy.

Playwright's `click` comes back when the page that it leads to has answered, and before there is anything of
it; `count`, `url`, `inner_text` and their like ask what is there at that moment. So what leads elsewhere is
`pressed`, and what a script changes is awaited by `expect` (held by tests/web/test_waiting.py).
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import which
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.support.samples import ROOT

AXE = ROOT / ".tools/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 120_000
"""Milliseconds: shared machines are slow, and a bound that is too short only fails."""

expect.set_options(timeout=PATIENCE)


@contextmanager
def served(project: Path, *options: str) -> Iterator[str]:
    """Serve a project for the block; the address that opens it comes back."""
    call = [sys.executable, "-m", "docgen", "--lang", "zh", "serve", str(project), "--no-browser", *options]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), process.stderr and process.stderr.read()
            yield address
        finally:
            process.terminate()
            process.wait()


@contextmanager
def looking(address: str, path: str = "/", lang: str = "zh-CN") -> Iterator[Page]:
    """Open a page that knows of no other, at a path of the desk that `address` opens.

    Whatever it breaks is raised when the block ends.
    """
    origin, way_in = urlsplit(address).netloc, urlsplit(address).query
    broken: list[str] = []
    with chromium(lang) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"script: {error}"))
        page.on("console", lambda told: broken.append(told.text) if is_breach(told.text) else None)
        page.on("request", lambda asked: broken.append(asked.url) if is_foreign(asked.url, origin) else None)
        page.goto(f"http://{origin}{quote(path)}?{way_in}")
        assert way_in not in page.url, "the secret leaves the address"
        yield page
        assert broken == []


def is_breach(told: str) -> bool:
    """Say whether the console tells of a breach of the content policy."""
    return "Content Security Policy" in told


def is_foreign(url: str, origin: str) -> bool:
    """Say whether an address is of another origin."""
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.netloc != origin


def at(page: Page, path: str) -> None:
    """Go to another page of the same desk."""
    page.goto(f"{site(page)}{quote(path, safe='/?=&')}")


def site(page: Page) -> str:
    """Return the address of the desk that a page is of, without a path."""
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def pressed(page: Page, what: str | Locator) -> None:
    """Press what leads to another page, and wait until that is there whole: a button by its name, or any."""
    found = page.get_by_role("button", name=what, exact=True) if isinstance(what, str) else what
    with page.expect_navigation():
        found.click()


def fits(page: Page) -> bool:
    """Say whether a page can be read at 200 %: nothing stands out of the window."""
    with enlarged(page):
        return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@contextmanager
def enlarged(page: Page) -> Iterator[None]:
    """Show a page at 200 % for the block."""
    page.set_viewport_size({"width": SCREEN["width"] // 2, "height": SCREEN["height"] // 2})
    try:
        yield
    finally:
        page.set_viewport_size(SCREEN)


@contextmanager
def chromium(lang: str = "zh-CN") -> Iterator[BrowserContext]:
    """Give a context without pages and cookies, of the one browser of this process; it asks in `lang`."""
    context, warm = kept_warm(lang)
    try:
        yield context
    finally:
        for page in context.pages:
            if page is not warm:
                page.close()
        context.clear_cookies()


@cache
def kept_warm(lang: str) -> tuple[BrowserContext, Page]:
    """Return a context of the browser, and an empty page of every desk's site that stays open in it.

    All pages of a site share one process (`--process-per-site`), which lives while one is open: scripts of
    desk and axe are compiled once in a file of tests. What a page keeps of itself ends with its tab.
    """
    context = browser().new_context(viewport=SCREEN, locale=lang, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/*", lambda asked: asked.fulfill(content_type="text/html", body=""))
    page.goto("http://127.0.0.1/")
    return context, page


@cache
def playwright() -> Playwright:
    """Return Playwright, begun once for a file of tests."""
    return sync_playwright().start()


@cache
def browser() -> Browser:
    """Return Chromium, begun once for a file of tests; skips where there is none.

    Without windows of its own it begins in a third of the time and shows a page in half.
    """
    program = which("chromium-headless-shell") or which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed (scripts/setup.sh test)")
    return playwright().chromium.launch(executable_path=program, args=["--no-sandbox", "--process-per-site"])


def close_browser() -> None:
    """End the browser, if there is one, with the loop and the threads that drive it."""
    kept_warm.cache_clear()
    if browser.cache_info().currsize:
        browser().close()
        browser.cache_clear()
    if playwright.cache_info().currsize:
        playwright().stop()
        playwright.cache_clear()


# Only what is wrong is asked for: what is right is as long as the page, and nobody is told of it.
JUDGED = """async (tags) => {
    if (typeof axe === "undefined") return null;
    const asked = { runOnly: tags, resultTypes: ["violations"], selectors: false };
    const { violations } = await axe.run(document, asked);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
LEFT = ("context was destroyed", "Cannot find context")
"""What Chromium says when the page that was asked has given way to another."""


def violations(page: Page) -> list[str]:
    """Return what axe holds against a page: rule and element.

    A page that comes anew meanwhile, as that of a job does when it has ended, is judged as it came.
    """
    until = time.monotonic() + PATIENCE / 1000
    while True:
        page.wait_for_load_state()
        try:
            if (found := page.evaluate(JUDGED, TAGS)) is not None:
                return list(found)
            page.evaluate(AXE.read_text("utf-8"))
        except Error as error:
            if time.monotonic() > until or not any(words in error.message for words in LEFT):
                raise


def builders() -> list[int]:
    """Return the build processes of the desks that this process serves: each leads a session of its own."""
    return [one for desk in children(os.getpid()) for one in leaders_below(desk)]


def leaders_below(process: int) -> Iterator[int]:
    """Yield the first processes below one that lead a session, whoever started them: it or a fork server."""
    for one in children(process):
        if os.getsid(one) == one:
            yield one
        else:
            yield from leaders_below(one)


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    text = Path(f"/proc/{process}/task")
    return [int(one) for task in text.iterdir() for one in (task / "children").read_text().split()]
