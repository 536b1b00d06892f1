"""A picture in a text: the same verdict and the same dots in PDF and Word, upright, within the text area."""

import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from docgen.composed import Written
from docgen.pipeline.stops import written_in
from tests.support.samples import composed, document, project, red_square, told, write_files

LEFT, RIGHT = 79, 522.6  # pt: the text area of a sheet, 28 mm and 26 mm from its edges
BOTTOM = 842 - 35 / 25.4 * 72
EMU = 12700
FILES = {"docx": b"PK\3\4", "pdf": b"%PDF-1.7", "webp": b"RIFF\0\0\0\0WEBPVP8 "}


def photo(width: int, height: int, orientation: int = 1) -> bytes:
    """Return a photograph, red on top as it is to be seen."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def body(*names: str) -> str:
    """Return a text in which each picture is a paragraph of its own."""
    return "|\n  见图。\n\n" + "\n\n".join(f"  ![图](images/{name})" for name in names)


def with_pictures(folder: Path, **images: bytes) -> Path:
    """Make a project whose letter shows pictures, by name (`_` stands for the dot)."""
    files = {name.replace("_", "."): data for name, data in images.items()}
    write_files(folder, {f"content/images/{name}": data for name, data in files.items()})
    return project(folder, letter=document(body=body(*files)))


@lru_cache(maxsize=1)
def in_both(folder: Path) -> dict[str, Written]:
    """Return the letter of a test in both formats, laid out once for them."""
    return written_in(composed(folder), ["pdf", "docx"])


def drawn_in_pdf(folder: Path) -> list[tuple[int, int, pymupdf.Rect]]:
    """Return dots across and down, and the place, of every picture in the PDF."""
    opened = pymupdf.open(stream=in_both(folder)["pdf"].data)
    found = [image for page in opened for image in page.get_image_info()]
    return [(image["width"], image["height"], pymupdf.Rect(image["bbox"])) for image in found]


def drawn_in_word(folder: Path) -> list[tuple[int, int, float, str]]:
    """Return dots across and down, the width in pt and the paragraph style of every picture in Word."""
    archive = zipfile.ZipFile(io.BytesIO(in_both(folder)["docx"].data))
    text = archive.read("word/document.xml").decode()
    related = archive.read("word/_rels/document.xml.rels").decode()
    styles = archive.read("word/styles.xml").decode()
    found = []
    for paragraph in re.findall(r"<w:p>(?:(?!</w:p>).)*?r:embed=(?:(?!</w:p>).)*</w:p>", text):
        name = re.search(r'r:embed="(\w+)"', paragraph)[1]
        target = re.search(rf'Id="{name}"[^>]*Target="([^"]+)"', related)[1]
        image = Image.open(io.BytesIO(archive.read(f"word/{target}")))
        across = int(re.search(r'<wp:extent cx="(\d+)"', paragraph)[1]) / EMU
        style = re.search(r'<w:pStyle w:val="(\w+)"', paragraph)[1]
        (said,) = re.findall(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', styles)
        found.append((*image.size, across, said))
    return found


def test_a_photo_of_a_phone_stands_upright_and_no_finer_than_print_in_both(tmp_path: Path) -> None:
    with_pictures(tmp_path, side_jpg=photo(3000, 2000, orientation=6), small_jpg=photo(90, 60, orientation=8))
    wanted = [(1496, 2244), (60, 90)]  # it is as high as the text area
    in_pdf, in_word = drawn_in_pdf(tmp_path), drawn_in_word(tmp_path)
    assert [dots for *dots, _ in in_pdf] == [list(size) for size in wanted]
    assert [(across, down) for across, down, *_ in in_word] == wanted


def test_a_picture_in_a_table_has_three_hundred_dots_to_the_inch_in_both(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"content/images/a.jpg": photo(1400, 700), "content/images/b.jpg": photo(3000, 1500)}
    )
    rows = "".join(f"  | 示例 | ![图](images/{name}.jpg) |\n" for name in "ab")
    project(tmp_path, letter=document(body=f"|\n  | 名称 | 图 |\n  |---|---|\n{rows}"))
    in_pdf = [across / place.width * 72 for across, _, place in drawn_in_pdf(tmp_path)]
    in_word = [across / wide * 72 for across, _, wide, _ in drawn_in_word(tmp_path)]
    assert len(in_pdf) == len(in_word) == 2
    assert all(150 < dots < 301 for dots in (*in_pdf, *in_word))
    assert in_pdf[1] > 295
    assert in_word[1] > 295


def test_a_picture_by_itself_is_centred_in_the_text_area_in_both(tmp_path: Path) -> None:
    with_pictures(tmp_path, wide_png=photo(900, 200), small_png=red_square(100))
    for (_, _, place), (*_, across, style) in zip(
        drawn_in_pdf(tmp_path), drawn_in_word(tmp_path), strict=True
    ):
        assert place.x0 >= LEFT
        assert place.x1 <= RIGHT
        assert abs((place.x0 + place.x1) - (LEFT + RIGHT)) < 2
        assert abs(place.width - across) < 1
        assert 'w:firstLine="0"' in style
        assert '<w:jc w:val="center"/>' in style


def test_a_tall_picture_stays_on_its_page_in_both(tmp_path: Path) -> None:
    with_pictures(tmp_path, tall_png=photo(400, 4000))
    ((_, _, place),) = drawn_in_pdf(tmp_path)
    assert place.y1 < BOTTOM
    ((*_, across, _),) = drawn_in_word(tmp_path)
    assert abs(place.width - across) < 1


@pytest.mark.parametrize("suffix", FILES)
def test_what_is_no_picture_is_told_once_at_its_line_whatever_is_made(tmp_path: Path, suffix: str) -> None:
    with_pictures(tmp_path, good_png=red_square(), bad_png=FILES[suffix])
    ((code, place),) = told(lambda: composed(tmp_path))
    assert code in ("image-is-other", "image-broken")
    assert place == "letter.yaml:12:8"


def test_a_damaged_seal_is_told_where_the_office_names_it(tmp_path: Path) -> None:
    project(tmp_path, letter=document(seal="是"))
    offices = tmp_path / "content/offices.yaml"
    offices.write_text(offices.read_text() + "  seal: images/seal.png\n", encoding="utf-8")
    write_files(tmp_path, {"content/images/seal.png": red_square()[:50]})
    assert told(lambda: composed(tmp_path)) == [("image-broken", "offices.yaml:5:9")]
