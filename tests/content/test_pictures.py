"""Pictures are opened once, whole: upright, in eight bits, no finer than print needs, or refused."""

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint  # noqa: F401 - tells Pillow to be content with half a picture
from PIL import Image, ImageFile

from docgen.content import pictures
from docgen.content.assets import Assets
from docgen.content.pictures import WIDEST, Picture, judged
from docgen.content.unusable import UnusablePicture
from docgen.foundation.errors import Place
from tests.support.proportion import LINEAR, growth
from tests.support.samples import problems, red_square, write_files

RED, BLUE = (254, 0, 0), (0, 0, 254)


def halves(width: int = 40, height: int = 20) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB").convert(mode)


def stored(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def turned(orientation: object) -> bytes:
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = orientation
    return stored(halves(), "JPEG", exif=exif, quality=95)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def refused(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as caught:
        judged(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("image", "form"),
    [(halves(), "PNG"), (halves(), "JPEG"), (halves().convert("L"), "JPEG"), (halves().convert("P"), "PNG")],
)
def test_what_needs_nothing_stays_byte_for_byte(image: Image.Image, form: str) -> None:
    data = stored(image, form)
    assert judged(data) == Picture(data, f"image/{form.lower()}", 40, 20)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "BMP", "TIFF"])
def test_every_taken_format_becomes_one_that_word_and_pdf_have_in_common(form: str) -> None:
    picture = judged(stored(halves(), form, **({"lossless": True} if form == "WEBP" else {})))
    assert picture.media_type == "image/png"
    assert [opened(picture).convert("RGB").getpixel(spot) for spot in ((5, 5), (35, 5))] == [RED, BLUE]


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (2, (40, 20), (35, 5)),
        (3, (40, 20), (35, 5)),
        (4, (40, 20), (5, 5)),
        (5, (20, 40), (5, 5)),
        (6, (20, 40), (5, 5)),
        (7, (20, 40), (5, 35)),
        (8, (20, 40), (5, 35)),
    ],
)
def test_a_photo_is_turned_as_it_was_taken(
    orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    picture = judged(turned(orientation))
    assert (picture.width, picture.height) == size
    assert opened(picture).getexif() == {}
    red_of, _, blue_of = opened(picture).convert("RGB").getpixel(red)
    assert red_of > 200 > blue_of


@pytest.mark.parametrize("orientation", [0, 1, 9, 77])
def test_an_orientation_there_is_none_of_turns_nothing(orientation: int) -> None:
    data = turned(orientation)
    assert judged(data).data == data


def test_exif_that_cannot_be_read_turns_nothing() -> None:
    data = stored(halves(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert judged(data).data == data


@pytest.mark.parametrize(("level", "seen"), [(0, 0), (30000, 117), (65535, 255)])
def test_grey_of_sixteen_bits_is_as_grey_in_eight(level: int, seen: int) -> None:
    data = stored(Image.new("I;16", (9, 9), level), "PNG")
    assert abs(opened(judged(data)).getpixel((3, 3)) - seen) <= 1


def test_printers_colours_become_those_of_a_screen() -> None:
    picture = judged(stored(Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG"))
    assert opened(picture).mode == "RGB"
    red, green, blue = opened(picture).getpixel((3, 3))
    assert red > 180
    assert max(green, blue) < 80


def test_a_picture_is_no_finer_than_print_needs() -> None:
    picture = judged(stored(noise(3000, 1500), "JPEG"))
    assert (picture.width, picture.height) == (WIDEST, round(WIDEST / 2))
    upright = judged(stored(noise(1500, 3000), "JPEG", exif=exif_of(6)))
    assert upright.width == WIDEST


def exif_of(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = orientation
    return exif


def test_the_ground_of_a_page_keeps_its_dots(tmp_path: Path) -> None:
    for name in ("content", "templates"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.png").write_bytes(stored(Image.new("L", (3000, 10)), "PNG"))
    folders = (tmp_path / "content", tmp_path / "templates")
    assets = Assets(folders, folders[1:])
    assert assets.picture("content.png").width == WIDEST
    assert assets.picture("templates.png").width == 3000


def test_what_shows_through_shows_through() -> None:
    data = stored(Image.new("RGBA", (9, 9), (255, 0, 0, 128)), "WEBP", lossless=True)
    assert opened(judged(data)).getpixel((3, 3)) == (255, 0, 0, 128)
    see_through = stored(Image.new("P", (WIDEST + 9, 9)), "PNG", transparency=0)
    assert opened(judged(see_through)).getpixel((3, 3))[3] == 0


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(name: bytes, data: bytes) -> bytes:
    """Return a PNG picture with a chunk put in after its header."""
    picture = red_square()
    return picture[:33] + chunk(name, data) + picture[33:]


@pytest.mark.parametrize(
    ("name", "data"),
    [(b"acTL", struct.pack(">II", 3, 0)), (b"acTL", struct.pack(">II", 0, 0)), (b"fcTL", b"\0" * 26)],
)
def test_a_picture_that_moves_is_its_first_one_however_broken_the_others(name: bytes, data: bytes) -> None:
    assert judged(with_chunk(name, data)).data == red_square()


def test_the_first_frame_of_a_gif_is_taken() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in (RED, BLUE)]
    data = stored(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert opened(judged(data)).convert("RGB").getpixel((3, 3)) == RED


def spoilt(data: bytes) -> bytes:
    """Return a PNG picture one byte of whose dots was changed on the way."""
    place = data.index(b"IDAT") + 12
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


JPEG = stored(noise(200, 200), "JPEG")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image-broken"),
        ("不是图片".encode(), "image-is-other"),
        (b"<!DOCTYPE html><p>404", "image-is-other"),
        (b"%PDF-1.7\n", "image-is-other"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image-is-other"),
        (gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'/>", mtime=0), "image-is-other"),
        (red_square()[:60], "image-broken"),
        (red_square()[:-12], "image-broken"),
        (spoilt(red_square()), "image-broken"),
        (JPEG[: len(JPEG) // 2], "image-broken"),
        (JPEG[:20], "image-broken"),
        (stored(noise(50, 50), "BMP")[:900], "image-broken"),
        (stored(noise(50, 50), "WEBP")[:900], "image-broken"),
        (stored(noise(50, 50), "TIFF")[:900], "image-broken"),
        (stored(noise(50, 50, "P"), "GIF")[:900], "image-broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect", "image-broken"),
        (b"<svg><g></svg>", "image-broken"),
        (stored(Image.new("F", (5, 5), 0.5), "TIFF"), "image-depth"),
        (stored(Image.new("1", (12000, 12000)), "PNG"), "image-too-large"),
        (struct.pack("<2sIHHIIiiHH24x", b"BM", 99, 0, 0, 54, 40, 65535, 65535, 1, 24), "image-too-large"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_jpeg_of_thousands_of_passes_is_refused_before_they_are_made() -> None:
    whole = stored(noise(64, 64), "JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    assert judged(whole[:-2] + last + whole[-2:]).width == 64
    assert refused(whole[:-2] + last * 1000 + whole[-2:]) == "image-broken"


def test_a_header_that_promises_millions_of_dots_takes_no_time() -> None:
    def bomb(width: int) -> bytes:
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")

    assert refused(bomb(65535)) == "image-too-large"
    assert growth(refused, bomb(100), bomb(65535)) < LINEAR


def pages(*images: Image.Image, **options: object) -> bytes:
    return stored(images[0], "TIFF", save_all=True, append_images=images[1:], **options)


def test_a_scan_of_several_pages_is_not_cut_down_to_one() -> None:
    assert refused(pages(halves(), halves())) == "image-of-pages"
    assert judged(pages(halves())).width == 40


def test_pillow_is_left_as_it_was() -> None:
    refused(JPEG[:500])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_picture_is_read_anew_when_its_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(red_square(10))
    assert pictures.load(path) is pictures.load(path)
    path.write_bytes(red_square(20))
    assert pictures.load(path).width == 20


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", red_square()[:60], "image-broken"),
        ("a.jpg", b"text", "image-is-other"),
        ("a.heic", b"\0\0\0\x18ftypheic", "image-suffix"),
        ("none.png", None, "image-missing"),
    ],
)
def test_a_problem_names_the_picture_and_the_place_that_asks_for_it(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    place = Place(Path("a.yaml"), 3, 5)
    (problem,) = problems(lambda: Assets((tmp_path,)).picture(name, place))
    assert (problem.code, problem.place) == (code, place)
    assert name in problem.text("zh")
    assert Assets((tmp_path,)).problems(name, place) == (problem,)


@pytest.mark.parametrize("make", [lambda: stored(noise(2500, 900), "JPEG"), lambda: turned(6)])
def test_the_same_picture_always_becomes_the_same_bytes(make: Callable[[], bytes]) -> None:
    data = make()
    assert judged(data) == judged(data)


def test_a_drawing_that_names_no_language_of_its_own_is_given_svg() -> None:
    picture = judged(b"<svg width='9' height='9'/>")
    assert picture.data.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" ')
    whole = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='9' height='9'/>"
    assert judged(whole).data == whole


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("images/大图.jpg", "images/大图.png"),
        ("images/线路图.png", "images/线路 图.png"),
        ("大图.png", "images/大图.png"),
        ("照片/大图.PNG", "images/大图.png"),
        ("images\\大图.png", "images/大图.png"),
        ("images/学校.png", ""),
        ("../秘密/大图.png", "images/大图.png"),
        ("../秘密/底稿.png", ""),
    ],
)
def test_a_picture_that_is_not_there_is_told_with_the_one_that_was_meant(
    tmp_path: Path, asked: str, near: str
) -> None:
    write_files(
        tmp_path, {"content/images/大图.png": b"", "content/images/线路 图.png": b"", "秘密/底稿.png": b""}
    )
    (problem,) = Assets((tmp_path / "content",)).problems(asked, Place())
    assert (problem.code, problem.values.get("near", "")) == (
        ("image-missing-near", near) if near else ("image-missing", "")
    )
