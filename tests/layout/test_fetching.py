"""What WeasyPrint may read: images of the project, data, docgen's fonts, and nothing else."""

from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError

from docgen.content.assets import Assets
from docgen.foundation.errors import ContentError
from docgen.layout.engine.fetching import AssetFetcher, fatal_as_content_error

# The smallest picture: one grey point.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's pictures, and beside them what no page may read."""
    root = tmp_path / "图"
    (root / "sub").mkdir(parents=True)
    for name in ("章.png", "sub/b c.PNG", "../outside.png"):
        (root / name).write_bytes(PNG)
    (root / "roster.csv").write_text("姓名", encoding="utf-8")
    (root / "link.png").symlink_to(tmp_path / "outside.png")
    (root / "out").symlink_to(tmp_path)
    (root / "inner.png").symlink_to(root / "章.png")
    (root / "folder.png").mkdir()
    return root


def fetcher(root: Path) -> AssetFetcher:
    return AssetFetcher(Assets((root.parent / "absent", root)), {"仿宋": b"font"})


@pytest.mark.parametrize(
    ("url", "data", "kind"),
    [
        ("章.png", PNG, "image/png"),
        ("%E7%AB%A0.png", PNG, "image/png"),
        ("sub/b%20c.PNG", PNG, "image/png"),
        ("inner.png", PNG, "image/png"),
        ("docgen-font:仿宋", b"font", "font/otf"),
        ("docgen-font:%E4%BB%BF%E5%AE%8B", b"font", "font/otf"),
        ("data:image/png;base64," + b64encode(PNG).decode(), PNG, "image/png"),
        (
            "data:image/svg+xml,%3Csvg/%3E",
            b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            b' width="300" height="150" viewBox="0 0 300 150"/>',
            "image/svg+xml",
        ),
    ],
)
def test_what_a_page_may_read(root: Path, url: str, data: bytes, kind: str) -> None:
    response = fetcher(root)(url)
    assert (response.read(), response.content_type) == (data, kind)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("无.png", "image-missing"),
        ("folder.png", "image-missing"),
        ("link.png", "image-missing"),
        ("out/outside.png", "image-missing"),
        ("roster.csv", "address-refused"),
        ("docgen-font:黑体", "address-refused"),
        ("data:image/png", "image-damaged"),
        ("../outside.png", "address-refused"),
    ],
)
def test_what_a_page_may_not_read_is_explained(root: Path, url: str, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        fetcher(root)(url)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.text("zh")
    assert problem.text("en")


def draw(root: Path, html: str, css: str = "") -> bytes:
    read = fetcher(root)
    with fatal_as_content_error():
        sheet = CSS(string=css, url_fetcher=read)
        page = HTML(string=html, url_fetcher=read, base_url="docgen:/").write_pdf(stylesheets=[sheet])
    assert isinstance(page, bytes)
    return page


def test_weasyprint_draws_an_image_of_the_project(root: Path) -> None:
    assert b"/Image" in draw(root, '<img src="章.png">')
    assert b"/Image" in draw(root, '<img src="sub/b c.PNG">')


@pytest.mark.parametrize(
    "address", ["absent.png", "../outside.png", "link.png", "/outside.png", "//host/x.png"]
)
def test_weasyprint_stops_at_an_image_it_may_not_read(root: Path, address: str) -> None:
    with pytest.raises(ContentError) as caught:
        draw(root, f'<img src="{address}">')
    assert caught.value.problems[0].values == {"address": address}


def test_what_is_refused_within_a_drawing_is_remembered(root: Path) -> None:
    # It is refused as it is read: WeasyPrint swallows every error while it draws an SVG image.
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>'
    (root / "drawing.svg").write_text(drawing.format("file:///outside.png"), encoding="utf-8")
    read = fetcher(root)
    with pytest.raises(ContentError), fatal_as_content_error():
        HTML(string='<img src="drawing.svg">', url_fetcher=read, base_url="docgen:/").write_pdf()
    assert [problem.code for problem in read.refused] == ["drawing-with-file"]


def test_an_error_of_another_kind_stays_as_it_is() -> None:
    with pytest.raises(FatalURLFetchingError), fatal_as_content_error():
        raise FatalURLFetchingError("other")
