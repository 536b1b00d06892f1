"""What WeasyPrint may read while it draws: images of the project, data in the page itself, docgen's fonts.

In goes an address, out come bytes. Everything else ends the drawing: there is no list of forbidden places,
only one of allowed ones. The error WeasyPrint ends with is a BaseException, which passes by every
`except Exception`; `fatal_as_content_error` turns it back into the ContentError it came from.

For WeasyPrint 70. Upstream: Kozea/WeasyPrint #2603 (open) asks that a fetcher's errors come through; none is
known on those swallowed inside an SVG. Held by:
tests/layout/test_fetching.py::test_what_is_refused_within_a_drawing_is_remembered
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from docgen.content.assets import Assets
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.filenames import relative_name

FONT_SCHEME = "docgen-font"

# By its suffix and not by the machine's table of types, so that a page is the same everywhere; and nothing
# but images, so that a page cannot take a roster or a private key that lies beside them.
IMAGE_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Reads images inside `assets` by relative address, `data:` addresses, and fonts by `docgen-font:NAME`.

    Give WeasyPrint a base address whose scheme it cannot join to (`docgen:/`), so that relative addresses
    arrive here as they were written. `refused` keeps what was asked for in vain: WeasyPrint swallows even
    its own fatal error while it draws an SVG image, so look there when the drawing is done.
    """

    def __init__(self, assets: Assets, fonts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.assets = assets
        self.fonts = fonts
        self.refused: list[Problem] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at `url`; raises ContentError, which WeasyPrint makes fatal, for all else."""
        try:
            return self.allowed(url)
        except ContentError as error:
            self.refused += error.problems
            raise

    def allowed(self, url: str) -> URLFetcherResponse:
        """Return what stands at `url`; raises ContentError for what is not allowed or not there."""
        scheme, _, rest = url.partition(":")
        if scheme == FONT_SCHEME and unquote(rest) in self.fonts:
            return URLFetcherResponse(url, self.fonts[unquote(rest)], {"Content-Type": "font/otf"})
        if scheme == "data":
            return self.embedded(url)
        path = self.assets.inside(url)
        if path is None or path.suffix.lower() not in IMAGE_TYPES:
            self.refuse(url)
        return image(path, url)

    def embedded(self, url: str) -> URLFetcherResponse:
        """Return the content of a `data:` address."""
        try:
            return super().fetch(url)
        except ValueError:
            refuse("image-damaged", url)

    def refuse(self, url: str) -> NoReturn:
        """Say that a file is missing, or that an address is none docgen reads."""
        name = relative_name(url)
        is_image = name is not None and name.suffix.lower() in IMAGE_TYPES
        refuse("image-missing" if is_image else "address-refused", url)


def image(path: Path, url: str) -> URLFetcherResponse:
    """Return the image file at `path`."""
    try:
        data = path.read_bytes()
    except OSError:
        refuse("image-missing", url)
    return URLFetcherResponse(url, data, {"Content-Type": IMAGE_TYPES[path.suffix.lower()]})


def refuse(code: str, url: str) -> NoReturn:
    """Raise ContentError naming an address as it was written, shortened."""
    raise ContentError([Problem(code, values={"address": unquote(url)[:100]})])


@contextmanager
def fatal_as_content_error() -> Iterator[None]:
    """Raise the ContentError that made WeasyPrint stop, in place of WeasyPrint's own."""
    try:
        yield
    except FatalURLFetchingError as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise
