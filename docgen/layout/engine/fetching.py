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
from typing import NoReturn
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from docgen.content import pictures
from docgen.content.assets import Assets, may_be_picture
from docgen.content.pictures import Picture
from docgen.content.unusable import UnusablePicture, named_parts
from docgen.foundation.errors import ContentError, Finding, Problem

from ..drawn_text import roles_of

FONT_SCHEME = "docgen-font"


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
        self.undrawn: dict[str, dict[str, None]] = {}  # by address, what of a picture cannot be drawn

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
        if not may_be_picture(url):
            refuse("address-refused", url)
        picture = self.assets.picture(url)
        self.note_undrawn(url, *picture.undrawn)
        return response(url, picture)

    def roles(self, families: str) -> tuple[str, ...]:
        """Return the roles, of those that are loaded, which set type for which a drawing names `families`."""
        return roles_of(families, self.fonts)

    def note_undrawn(self, url: str, *parts: str) -> None:
        """Note parts of the drawing at `url` that cannot be drawn."""
        if parts:
            self.undrawn.setdefault(url, {}).update(dict.fromkeys(parts))

    def findings(self, subject: str) -> tuple[Finding, ...]:
        """Return what cannot be drawn of each drawing that was fetched."""
        return tuple(
            Finding(
                "drawing-undrawn", values={"address": url[:80], "parts": named_parts(parts)}, subject=subject
            )
            for url, parts in self.undrawn.items()
        )

    def picture(self, url: str) -> Picture:
        """Return the picture at `url`; raises ContentError."""
        scheme, _, _ = url.partition(":")
        if scheme != "data" and may_be_picture(url):
            return self.assets.picture(url)
        data = self.fetch(url).read()
        return judged(data, url)

    def embedded(self, url: str) -> URLFetcherResponse:
        """Return the content of a `data:` address; a picture made of dots is judged as a file of it is."""
        try:
            found = super().fetch(url)
        except ValueError:
            refuse("image-damaged", url)
        if not found.content_type.startswith("image/"):
            return found
        return response(url, judged(found.read(), url))


def judged(data: bytes, url: str) -> Picture:
    """Return a picture that stands in the page itself."""
    try:
        return pictures.judged(data, None)
    except UnusablePicture as error:
        if error.code == "drawing-with-file":
            refuse("address-refused", str(error.values["file"]))
        refuse("image-damaged", url)


def response(url: str, picture: Picture) -> URLFetcherResponse:
    """Return a picture as WeasyPrint takes it."""
    return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})


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
