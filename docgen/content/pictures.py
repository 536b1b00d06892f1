"""Pictures: each is opened and judged once, whole, and every format is given the same dots.

In goes a picture file, out comes a PNG, JPEG or SVG that any page and any reader of Word files takes: turned
upright (EXIF), in eight bits of grey or RGB, no finer than print needs. What needs none of this stays byte
for byte as it is. The surprise: WeasyPrint tells Pillow to be content with half a picture, for the whole
process; here it is told otherwise for the time of judging.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from docgen.foundation.filetypes import PICTURES, file_type

from .unusable import TAKEN, UnusablePicture

if TYPE_CHECKING:
    from PIL.Image import Image

SVG, PNG, JPEG = "image/svg+xml", "image/png", "image/jpeg"
SUFFIXES = frozenset(
    {".bmp", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"}
)
"""Of the files that a page may ask for as pictures; what they are is told by their bytes."""

RASTERS = sorted(PICTURES - {"SVG"})

DOTS = 300
"""To the inch: more cannot be seen in print."""
WIDEST = round(156 / 25.4 * DOTS)
"""Dots across a line of text (版心, GB/T 9704 5.2.2: 156 mm)."""
STEP, SLACK = 4, 2
"""Dots across are a multiple of the one, lest a hair's breadth between PDF and Word make a difference; the
other are so many too many as are left alone."""
DOT_LIMIT = 80_000_000
"""Dots: an A3 sheet scanned at 600 to the inch has 70 million. Counted before anything is unpacked."""
BYTE_LIMIT = 256 * 1024 * 1024

ORIENTATION = 0x0112
PLAIN = ("1", "L", "LA", "P", "RGB", "RGBA")
"""Kinds of dots that PNG, PDF and Word have in common."""
AS_THEY_ARE = {"PNG": PLAIN, "JPEG": ("L", "RGB")}
FEW_COLOURS = 4096
"""What has more is a photograph, which JPEG keeps in a tenth of the room."""
QUALITY = 90
SCAN, SCAN_LIMIT = b"\xff\xda", 100
"""What begins a pass over the dots of a JPEG file, and so many passes as no program writes: ten are usual. An
empty one is a few bytes, and takes as long as the picture is large."""
MOTION = (b"acTL", b"fcTL", b"fdAT")
"""The parts of a PNG file that make it move (APNG)."""
SMALLER = 1  # bit of a TIFF page's NewSubfileType: it shows another page once more, small
SUBFILE_TYPE = 254


@dataclass(frozen=True)
class Picture:
    """A picture ready for any page; an SVG has no dots, its sides are CSS pixels."""

    data: bytes
    media_type: str
    width: float = 0  # dots
    height: float = 0
    undrawn: tuple[str, ...] = ()
    """What of an SVG no writer can draw."""


def load(path: Path, widest: int | None = WIDEST) -> Picture:
    """Return the picture in a file, at most `widest` dots across; read anew only when the file changes.

    Raises UnusablePicture for what is no picture, is damaged or too large, and OSError.
    """
    state = path.stat()
    if state.st_size > BYTE_LIMIT:
        raise UnusablePicture("image-too-large", size=f"{state.st_size // 1024 // 1024} MB")
    return loaded(path, state.st_mtime_ns, state.st_size, widest)


@lru_cache(maxsize=16)
def loaded(path: Path, changed: int, size: int, widest: int | None) -> Picture:
    """Return the picture in a file of this state."""
    return judged(path.read_bytes(), widest)


def judged(data: bytes, widest: int | None = WIDEST) -> Picture:
    """Return the picture that `data` is. Raises UnusablePicture."""
    if not data:
        raise UnusablePicture("image-broken")
    kind = file_type(data)
    if kind == "SVG":
        return drawing(data)
    if kind not in PICTURES:
        raise UnusablePicture("image-is-other", what=kind or "TXT", taken=TAKEN)
    if kind == "JPEG" and data.count(SCAN) > SCAN_LIMIT:
        raise UnusablePicture("image-broken")
    with strictly():
        return raster(still(data) if kind == "PNG" else data, widest)


@lru_cache(maxsize=32)
def at_print_size(picture: Picture, width: float, height: float) -> Picture:
    """Return `picture` with no more dots than can be seen where it is printed `width` by `height` inches.

    How large that is, is known only when the page is laid out; both writers ask here, so that PDF and Word
    hold the same dots. A drawing has none to lose.
    """
    if picture.media_type == SVG or min(picture.width, picture.height, width, height) <= 0:
        return picture
    needed = max(width * DOTS, height * DOTS * picture.width / picture.height)
    if picture.width <= needed + SLACK:
        return picture
    from PIL import Image

    across = max(int(needed) // STEP * STEP, 1)
    with Image.open(io.BytesIO(picture.data)) as image:
        return written(scaled(plain(image), across), picture.media_type == JPEG)


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse half a picture while the block runs, and keep its grumbling to itself."""
    from PIL import ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def raster(data: bytes, widest: int | None) -> Picture:
    """Return a picture made of dots, as it is where nothing is to be done to it."""
    from PIL import Image

    try:
        opened = Image.open(io.BytesIO(data), formats=RASTERS)
        refuse_more_than_one_page(opened)
        refuse_too_many_dots(opened.size)
        image = upright(unpacked(opened, widest))
    except Image.DecompressionBombError as error:
        raise UnusablePicture("image-too-large", size=f"> {DOT_LIMIT:,} px") from error
    except UnusablePicture:
        raise
    except Exception as error:  # Pillow's readers raise whatever broken bytes lead them to
        raise UnusablePicture("image-broken") from error
    narrow = widest is None or image.width <= widest
    if image is opened and narrow and image.mode in AS_THEY_ARE.get(str(opened.format), ()):
        return Picture(data, PNG if opened.format == "PNG" else JPEG, image.width, image.height)
    return written(scaled(plain(image), widest), opened.format in ("JPEG", "MPO"))


def refuse_more_than_one_page(image: "Image") -> None:
    """Raise UnusablePicture for a TIFF of several pages, as scanners write them: only one would be seen."""
    if image.format != "TIFF" or getattr(image, "n_frames", 1) == 1:
        return
    pages = 0
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        tags = getattr(image, "tag_v2", {})
        pages += not int(tags.get(SUBFILE_TYPE, 0)) & SMALLER
    image.seek(0)
    if pages > 1:
        raise UnusablePicture("image-of-pages", count=pages)


def refuse_too_many_dots(size: tuple[int, int]) -> None:
    """Raise UnusablePicture for a picture that unpacked would fill the memory."""
    width, height = size
    if width * height > DOT_LIMIT:
        raise UnusablePicture("image-too-large", size=f"{width}×{height} px")


def unpacked(image: "Image", widest: int | None) -> "Image":
    """Return a picture with all its dots read; a large JPEG is read at a half, a quarter or an eighth."""
    if widest is not None and min(image.size) > 2 * widest:
        image.draft(None, (2 * widest, 2 * widest))
    image.load()
    return image


def upright(image: "Image") -> "Image":
    """Return a picture turned as its EXIF says it was taken; EXIF that cannot be read turns nothing."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        turn = turns.get(image.getexif().get(ORIENTATION, 1))
    except Exception:  # as above: each reader of EXIF fails in its own way
        return image
    return image if turn is None else image.transpose(turn)


def plain(image: "Image") -> "Image":
    """Return a picture in eight bits of grey or sRGB, transparent where it was."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")
    if image.mode in ("I", "F"):
        raise UnusablePicture("image-depth")
    if "transparency" in image.info or image.mode in ("LA", "PA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode == "P":
        return image.convert(image.palette.mode if image.palette else "RGB")
    if image.mode == "1":
        return image.convert("L")
    return in_srgb(image) if image.mode not in ("L", "RGBA") else image


def in_srgb(image: "Image") -> "Image":
    """Return a picture in sRGB, by its own colour profile where it has a sound one."""
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (KeyError, OSError, ImageCms.PyCMSError, TypeError, ValueError):
        found = None
    return found or image.convert("RGB")


def scaled(image: "Image", widest: int | None) -> "Image":
    """Return a picture at most `widest` dots across."""
    from PIL.Image import Resampling

    if widest is None or image.width <= widest:
        return image
    height = max(1, round(image.height * widest / image.width))
    return image.resize((widest, height), Resampling.LANCZOS, reducing_gap=3.0)


def written(image: "Image", photograph: bool) -> Picture:
    """Return a picture as a file: JPEG for a photograph, else PNG, which loses nothing."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info = {}
    photograph |= image.mode == "RGB" and image.getcolors(FEW_COLOURS) is None
    stream = io.BytesIO()
    if photograph and image.mode in ("L", "RGB"):
        image.save(stream, "JPEG", quality=QUALITY, subsampling=0)
        return Picture(stream.getvalue(), JPEG, image.width, image.height)
    image.save(stream, "PNG")
    return Picture(stream.getvalue(), PNG, image.width, image.height)


def still(data: bytes) -> bytes:
    """Return a PNG file with its first picture only, or raise UnusablePicture where its bytes have suffered.

    Every chunk carries a sum of its bytes (ISO/IEC 15948, 5.3), which Pillow does not hold against the dots.
    """
    chunks = list(png_chunks(data))
    if not chunks or chunks[-1][0] != b"IEND":
        raise UnusablePicture("image-broken")
    if all(name not in MOTION for name, _ in chunks):
        return data
    return data[:8] + b"".join(whole for name, whole in chunks if name not in MOTION)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG file up to its end, each after its name, as far as its bytes go.

    A chunk without which there is no picture (its name begins with a capital) must be sound.
    """
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, whole = data[place + 4 : place + 8], data[place : place + 12 + length]
        if len(whole) < 12 + length:
            return
        if name[:1].isupper() and crc32(whole[4:-4]).to_bytes(4, "big") != whole[-4:]:
            raise UnusablePicture("image-broken")
        yield name, whole
        if name == b"IEND":
            return
        place += len(whole)


@dataclass
class DotsWithin:
    """Judges the pictures that stand in one drawing; together they may have no more dots than one alone."""

    dots: float = 0

    def __call__(self, data: bytes) -> tuple[str, bytes]:
        """Return the type and the bytes of a picture that stands in a drawing; raises UnusablePicture."""
        picture = judged(data, None)
        self.dots += picture.width * picture.height
        if self.dots > DOT_LIMIT:
            raise UnusablePicture("image-too-large", size=f"> {DOT_LIMIT:,} px")
        return picture.media_type, picture.data


def drawing(data: bytes) -> Picture:
    """Return an SVG picture, cleaned; raises UnusablePicture."""
    from .drawings import cleaned

    found = cleaned(data, DotsWithin())
    return Picture(found.data, SVG, found.width, found.height, found.undrawn)
