"""A drawing of which most is missing in print is found out; what is there, or nearly so, is not."""

from pathlib import Path

import pytest

from docgen.inspect import drawings
from docgen.layout.painted import LONGEST, paint
from tests.support.foreign import typefaces
from tests.support.opened import composed

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
FRAME = '<rect x="1" y="1" width="198" height="98" fill="none" stroke="black" stroke-width="0.5"/>'


def found(folder: Path, inside: str) -> list[str]:
    """Return the codes of what is found on a page that shows this drawing."""
    (folder / "a.svg").write_text(f"{HEAD}{inside}</svg>", encoding="utf-8")
    page = composed('<body><p><img src="a.svg"></p></body>', roots=[folder])
    return [finding.code for finding in drawings.findings(page, typefaces())]


@pytest.mark.parametrize(
    "lost",
    [
        '<rect width="60" height="60" style="transform: translate(90px, 20px)"/>',
        '<g opacity="half"><rect width="150" height="60"/></g>',
    ],
)
def test_a_drawing_of_which_most_is_missing_is_told(tmp_path: Path, lost: str) -> None:
    assert found(tmp_path, lost) == ["drawing-lost"]


@pytest.mark.parametrize(
    "whole",
    [
        '<rect width="60" height="60" transform="translate(90, 20)"/>',
        f'{FRAME}<rect x="20" y="20" width="150" height="60" fill="gold"/><text y="50">示例文字</text>',
        '<path d="M10 50H190" stroke="black" stroke-dasharray="1 4"/>',
        "<text y='50'>示例</text>",
        "",
        f'<path d="M0 0{"Z" * 50_000}"/>',  # overflows the stack of the other engine
    ],
)
def test_what_is_painted_is_left_alone(tmp_path: Path, whole: str) -> None:
    assert found(tmp_path, whole) == []


@pytest.mark.parametrize("size", ["20000 20000", "1 20000", "20000 1"])
def test_a_drawing_of_five_metres_is_painted_in_little_room(tmp_path: Path, size: str) -> None:
    width, height = map(int, size.split())
    head = HEAD.replace('width="200" height="100"', f'width="{width}" height="{height}"')
    (tmp_path / "a.svg").write_text(
        head.replace("0 0 200 100", f"0 0 {size}") + "<rect width='1' height='1'/></svg>"
    )
    page = composed('<body><p><img src="a.svg"></p></body>', roots=[tmp_path])
    ((_, drawing),) = drawings.drawings_of(page)
    painted = [drawings.painted_by_other(drawing), paint(drawing, page.assets, typefaces()).image]
    assert all(image and max(image.size) <= LONGEST for image in painted)
