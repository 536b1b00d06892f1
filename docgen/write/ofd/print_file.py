"""打印稿 as OFD: all letters of a batch in one file, sheets and blanks between them.

It is joined of the gatherings' own files, as the PDF is: nothing is laid out again, and faces lie in it once
for each gathering. It has no outline, no links and no tags of its own: it is for the printer.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from zipfile import ZipFile

from docgen.composed import Composed, Metadata
from docgen.composed.purpose import PRINT
from docgen.layout.graphics import Drawn

from ..zipped import zipped
from .package import COMPRESSED, Package, Workshop
from .roots import HEAD, SPACE, document, page, page_path, root

NUMBERED = re.compile(r'(<ofd:[A-Za-z]+ ID=")([0-9]+)(?:(" (?:Font|ResourceID)=")([0-9]+))?')
"""Where a part of a file has its number, and that of the face or picture that it shows."""
FILE_NAME = re.compile(r"\b(font|image)_([0-9]+)(?=\.)")
HIGHEST = re.compile(r"<ofd:MaxUnitID>([0-9]+)<")
PAGE = re.compile(r'<ofd:Page ID="([0-9]+)"')
SIZE = re.compile(r"<ofd:PhysicalBox>0 0 ([0-9.]+) ([0-9.]+)<")
LISTED = {"PublicRes": "Fonts", "DocumentRes": "MultiMedias"}
"""What lists of faces and of pictures are called."""


class Page(NamedTuple):
    """A page of a print file: its number, what draws it, and its width and height in mm."""

    number: int
    content: bytes
    size: tuple[float, float]


def part(pages: Sequence[Drawn], shop: Workshop, first: Composed) -> bytes:
    """Return the pages of a gathering, whose first letter is `first`, in one file that can be joined."""
    bare = [replace(page, bookmarks=(), links=(), anchors={}, root=None) for page in pages]
    return Package(shop, bare, PRINT).written(first.metadata, first.name)


@dataclass
class PrintFile:
    """A print file that is being put together; if `odd`, letters and sheets begin on odd pages."""

    odd: bool
    last: int = 0  # the highest number so far
    pages: list[Page] = field(default_factory=list)
    resources: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTED})
    files: dict[str, bytes] = field(default_factory=dict)

    def taken_over(self, data: bytes) -> list[Page]:
        """Take faces and pictures of a file that docgen wrote; return its pages, to be added."""
        with ZipFile(io.BytesIO(data)) as package:
            files = {name: package.read(name) for name in package.namelist()}
        told = files["Doc_0/Document.xml"].decode()
        shift = self.last
        self.last += int(HIGHEST.search(told)[1])  # type: ignore[index]  # which it has
        for name, tag in LISTED.items():
            listed = files.get(f"Doc_0/{name}.xml", b"").decode()
            inside = listed.partition(f"<ofd:{tag}>")[2].partition(f"</ofd:{tag}>")[0]
            self.resources[name].append(moved(inside, shift))
        self.files |= {moved(n, shift): blob for n, blob in files.items() if n.startswith("Doc_0/Res/")}
        numbers = [int(number) + shift for number in PAGE.findall(told)]
        contents = [files[f"Doc_0/{page_path(index)}"].decode() for index in range(len(numbers))]
        return [
            Page(number, moved(content, shift).encode(), size_of(content))
            for number, content in zip(numbers, contents, strict=True)
        ]

    def add(self, pages: Iterable[Page]) -> None:
        """Put pages at the end, and an empty one after them if the next is to be odd."""
        self.pages += pages
        if self.odd and len(self.pages) % 2:
            size = self.pages[-1].size
            self.pages.append(Page(self.last + 1, page(self.last + 2, size, ""), size))
            self.last += 2

    def written(self, name: str, metadata: Metadata) -> bytes:
        """Return the file; what it says of itself is what a letter of it says, but for its name."""
        own = {"成文日期": metadata.date.isoformat()}
        made = {"OFD.xml": root("OFD", replace(metadata, title=name, subject=""), name, own)}
        made |= {f"Doc_0/{page_path(index)}": one.content for index, one in enumerate(self.pages)}
        parts: dict[str, str] = {}
        for kind, tag in LISTED.items():
            if listed := "".join(self.resources[kind]):
                parts[kind] = f"{kind}.xml"
                body = f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:{tag}>{listed}</ofd:{tag}></ofd:Res>'
                made[f"Doc_0/{kind}.xml"] = f"{HEAD}{body}".encode()
        numbers = [one.number for one in self.pages]
        made["Doc_0/Document.xml"] = (
            f"{HEAD}{document(self.last, self.pages[0].size, numbers, parts)}".encode()
        )
        return zipped((made | self.files).items(), stored=COMPRESSED)


def moved(text: str, shift: int) -> str:
    """Return part of a file, or a file's name, in which all numbers are higher by `shift`."""
    text = FILE_NAME.sub(lambda name: f"{name[1]}_{int(name[2]) + shift}", text)
    return NUMBERED.sub(
        lambda found: (
            f"{found[1]}{int(found[2]) + shift}" + (f"{found[3]}{int(found[4]) + shift}" if found[3] else "")
        ),
        text,
    )


def size_of(content: str) -> tuple[float, float]:
    """Return width and height of a page, in mm."""
    found = SIZE.search(content)
    return (float(found[1]), float(found[2])) if found else (210.0, 297.0)
