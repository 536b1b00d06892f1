"""Pictures of laid-out pages: how large each is printed, and that no page holds dots that cannot be seen."""

import io
import zipfile

import pymupdf
import pytest
from PIL import Image

from docgen.layout.engine.pdf.print_dots import pictures, printed_size
from docgen.write import word
from docgen.write.laid.document import Laid
from docgen.write.pdf import single
from tests.support.foreign import page, typefaces
from tests.support.samples import write_files

LOOK = """
@page { size: 100mm 100mm; margin: 5mm }
.small { width: 20mm }
.seal { position: absolute; width: 30mm; right: 0 }
.turned { width: 25.4mm; transform: rotate(90deg) }
.larger { width: 10mm; transform: scale(3) }
.own { width: 10mm; height: 10mm; object-fit: none }
"""
SHOWN = {"small": 20.0, "seal": 30.0, "turned": 25.4}
LEFT_ALONE = ("larger", "own")
"""By the class of the picture; how many mm across it is printed."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A page that shows one picture in several sizes."""
    folder = tmp_path_factory.mktemp("pictures")
    stream = io.BytesIO()
    Image.effect_noise((900, 900), 60).convert("RGB").save(stream, "JPEG")
    write_files(folder, {"a.jpg": stream.getvalue()})
    html = "".join(f'<p><img class="{name}" src="a.jpg"></p>' for name in [*SHOWN, *LEFT_ALONE])
    return page(html, LOOK, folder)


def test_a_picture_of_a_page_is_found_with_its_printed_size(shown) -> None:
    laid = Laid(shown, typefaces())
    found = [box for one in laid.pages for box in pictures(one._page_box)]
    assert {box.element.get("class"): round(printed_size(box)[0] * 25.4, 1) for box in found} == SHOWN


def test_a_pdf_holds_no_dots_that_cannot_be_seen(shown) -> None:
    opened = pymupdf.open(stream=single.write(shown, typefaces()).data)
    dots = sorted(image["width"] for sheet in opened for image in sheet.get_image_info())
    assert dots == [236, 300, 352, 900, 900]


def test_a_word_file_holds_the_same_dots(shown) -> None:
    archive = zipfile.ZipFile(io.BytesIO(word.write(shown, typefaces()).data))
    parts = [name for name in archive.namelist() if "/media/" in name]
    dots = [Image.open(io.BytesIO(archive.read(name))).width for name in parts]
    assert {236, 300, 352} <= set(dots)
