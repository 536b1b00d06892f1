"""No browser stays behind a file of tests: those that come next would meet its event loop and threads."""

from collections.abc import Iterator

import pytest

from tests.support.browser import close_browser


@pytest.fixture(scope="module", autouse=True)
def _no_browser_stays() -> Iterator[None]:
    """Close the browser behind the file, if any of its tests opened one."""
    yield
    close_browser()
