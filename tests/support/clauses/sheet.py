"""A finished document as it is measured: its lines of text by what they are, its red lines, its imprint."""

import re
from dataclasses import dataclass
from functools import cached_property

import pymupdf
from PIL import Image, ImageChops

from tests.support.measuring import DARK, DPI, Line, drawn, lines

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 225 / 22
MM = 25.4 / 72
BODY, SMALL = 16 * MM, 14 * MM
DOTS = DPI / 25.4
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
NUMBER = re.compile(r"〔\d{4}〕\d*\s*号?")


@dataclass(frozen=True)
class Sheet:
    """A finished document in one format; `html` is the page it was made of and tells what it is."""

    data: bytes
    html: str
    turned: bool = False  # has landscape pages, here turned back as they are bound

    @cached_property
    def is_letter(self) -> bool:
        """Whether it is in 信函格式."""
        return 'class="foot-rule"' in self.html

    @cached_property
    def is_sealed(self) -> bool:
        """Whether room is left for a seal: the date stands four characters from the right."""
        return not re.search(r"<body class=\"[^\"]*\bunsealed\b", self.html)

    @cached_property
    def lines(self) -> list[Line]:
        """All lines of text."""
        return lines(self.data)

    @cached_property
    def pages(self) -> int:
        """How many sides it has."""
        return len(pymupdf.open(stream=self.data))

    @cached_property
    def body(self) -> list[Line]:
        """The lines set in the body's type."""
        return [line for line in self.lines if 15.4 < line.size < 16.6]

    @cached_property
    def title(self) -> list[Line]:
        """The lines of the title."""
        return [line for line in self.lines if line.page == 1 and 21.4 < line.size < 22.6]

    @cached_property
    def number(self) -> Line | None:
        """The line of 发文字号."""
        return next((line for line in self.body if line.page == 1 and NUMBER.search(line.text)), None)

    @cached_property
    def date(self) -> Line | None:
        """The line of 成文日期."""
        return next((line for line in self.body if DATE.fullmatch(line.text.strip())), None)

    @cached_property
    def name(self) -> Line | None:
        """The line of 署名 just above the date."""
        return self.above_date(1)

    def above_date(self, lines_above: int) -> Line | None:
        """Return the line that stands so many lines above the date."""
        date = self.date
        if not date:
            return None
        wanted = date.baseline - lines_above * PITCH
        near = (one for one in self.body if one.page == date.page and abs(one.baseline - wanted) < 1.3)
        return next(near, None)

    @cached_property
    def marks(self) -> list[Line]:
        """The lines that begin with 份号, 密级 or 紧急程度."""
        words = re.findall(r'class="(?:copy-number|classification|urgency)"[^>]*>([^<]+)<', self.html)
        return [line for line in self.body if line.page == 1 and line.text.startswith(tuple(words or "\0"))]

    @cached_property
    def picture(self) -> Image.Image:
        """Where the first page is red: white on black."""
        dots = pymupdf.open(stream=self.data)[0].get_pixmap(dpi=DPI)
        red, green, _ = Image.frombytes("RGB", (dots.width, dots.height), dots.samples).split()
        return ImageChops.subtract(red, green).point(lambda value: 255 * (value > 60))

    @cached_property
    def red(self) -> list[tuple[float, float]]:
        """Top and bottom of each red line on the first page, in mm."""
        column = round((22.0 if self.is_letter else 30.0) * DOTS)
        return runs([row for row in range(self.picture.height) if self.picture.getpixel((column, row))])

    def red_edges(self, line: tuple[float, float]) -> tuple[float, float]:
        """Return where a red line begins and ends, in mm from the left."""
        row = round((line[0] + line[1]) / 2 * DOTS - 0.5)
        left, _, right, _ = self.picture.crop((0, row, self.picture.width, row + 1)).getbbox()
        return left / DOTS, right / DOTS

    @cached_property
    def masthead(self) -> tuple[float, float]:
        """Top and bottom of the masthead's ink: all red above the first line."""
        end = round((self.red[0][0] - 0.3) * DOTS)
        _, top, _, bottom = self.picture.crop((0, 0, self.picture.width, end)).getbbox()
        return top / DOTS, bottom / DOTS

    @cached_property
    def imprint(self) -> list[tuple[float, float]]:
        """Top and bottom of each line of 版记, in mm."""
        page = drawn(self.data, self.pages)
        column = round((LEFT + 2) * DOTS)  # left of all its text
        rows = range(round(150 * DOTS), round((BOTTOM + 1) * DOTS))
        return runs([row for row in rows if page.pixel(column, row)[0] < DARK])

    @cached_property
    def imprint_lines(self) -> list[Line]:
        """The lines of text of 版记."""
        small = [line for line in self.lines if line.page == self.pages and 13.4 < line.size < 14.6]
        first = next((at for at, line in enumerate(small) if line.text.startswith("抄送")), len(small))
        first = min(first, *(at for at, line in enumerate(small) if line.text.endswith("印发")), len(small))
        return [line for line in small[first:] if not line.text.startswith("—")]


def runs(rows: list[int]) -> list[tuple[float, float]]:
    """Return top and bottom, in mm, of rows of dots that lie next to each other."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][-1] == row - 1:
            found[-1].append(row)
        else:
            found.append([row])
    return [(run[0] / DOTS, (run[-1] + 1) / DOTS) for run in found]
