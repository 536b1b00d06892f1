"""How fast a bilingual handbook is made, beside Typst: `python -m bench.book [ROUNDS]`, part of `make bench`.

The handbook is the office's own: its first chapters for some 60 pages, all of it on small paper for some 300.
Typst sets the same words, tables, faces and sizes with its defaults. Exit 1 when a limit is missed; how fair
this is stands in README.md.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pymupdf

from bench.measuring import Limit, Work, measured, middle
from bench.memory import PEAK
from docgen.content import project
from docgen.content.chapters import BOOK, content_of
from docgen.handbook.editions import filled
from docgen.layout import fonts
from docgen.pipeline.stops import Pipeline, write
from tests.support.samples import ROOT

HANDBOOK = ROOT / "content" / "handbooks" / "cadre-handbook"
SHORT = "[why, who, duties]"
REFERENCE = re.compile(r"\(#[a-z-]+\)")
MOST_MEMORY = 400  # MB

PREAMBLE = """\
#set page(width: 148mm, height: 210mm, margin: (top: 20mm, bottom: 19mm, inside: 19mm, outside: 16mm), numbering: "1",
  header: context { let here = query(heading.where(level: 1).before(here())); if here.len() > 0 { here.last().body } })
#set text(font: ("Noto Serif CJK SC", "Noto Serif Tibetan"), size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 7.5pt, spacing: 7.5pt, first-line-indent: (amount: 2em, all: true))
#set heading(numbering: "一、")
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#let bo(body) = text(lang: "bo", size: 11pt, par(first-line-indent: 0pt, leading: 12pt, body))
#set table(stroke: 0.5pt, inset: 4pt)
#outline(depth: 2)
"""


def main() -> int:
    """Print what a handbook costs and how it keeps the limits; return 1 when one is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        short = copied(Path(name) / "short", chapters=SHORT)
        long = copied(Path(name) / "long", paper="32开", layout="左右对照")
        ways: dict[str, tuple[Any, Path]] = {
            "docgen, short": (docgen, short),
            "Typst, short": (typst, short),
            "docgen, long": (docgen, long),
        }
        costs = {way: middle([measured(*call) for _ in range(rounds)]) for way, call in ways.items()}
        pages = {way: count(*call) for way, call in ways.items()}
        memory = peak(long)
    for way, cost in costs.items():
        sys.stdout.write(
            f"{way:20}{pages[way]:5} pages{cost.cpu:9.0f} ms CPU{cost.wall:9.0f} ms wall"
            f"{cost.cpu / pages[way]:7.1f} ms CPU a page\n"
        )
    mine, theirs, much = (costs[way].cpu for way in ways)
    per_page = mine / pages["docgen, short"], much / pages["docgen, long"]
    limits = [
        Limit("time of docgen / Typst, short book (CPU)", mine / theirs, 1.0, at_most=True),
        Limit("CPU of a page, long book / short book", per_page[1] / per_page[0], 1.3, at_most=True),
        Limit("peak memory, long book (MB)", memory, MOST_MEMORY, at_most=True),
    ]
    sys.stdout.write("\n".join(map(str, limits)) + "\n")
    return int(not all(limit.is_kept for limit in limits))


def copied(folder: Path, **fields: str) -> Path:
    """Copy the handbook into a project in `folder`, with some fields of its book changed; return its folder."""
    home = folder / "content" / "handbooks" / "book"
    shutil.copytree(HANDBOOK, home, ignore=shutil.ignore_patterns("editions", "translation.yaml"))
    for name in ("offices.yaml", "figures", "images", "glossary.yaml"):
        source = ROOT / "content" / name
        if source.is_dir():
            shutil.copytree(source, folder / "content" / name)
        elif source.is_file():
            shutil.copy(source, folder / "content" / name)
    if "chapters" in fields:  # references to chapters left out lead to the first instead
        for path in home.glob("chapters/*.yaml"):
            path.write_text(REFERENCE.sub("(#why)", path.read_text(encoding="utf-8")), encoding="utf-8")
    book = (home / BOOK).read_text(encoding="utf-8")
    (home / BOOK).write_text(changed(book, fields), encoding="utf-8")
    return home


def changed(book: str, fields: Mapping[str, str]) -> str:
    """Return a book.yaml in which fields have other values."""
    kept, leaving = [], False
    for line in book.splitlines(keepends=True):
        if not line.startswith((" ", "#")):
            leaving = line.partition(":")[0] in fields
        kept += [] if leaving else [line]
    return "".join(kept) + "".join(f"{name}: {value}\n" for name, value in fields.items())


def docgen(home: Path) -> Work:
    """Make the PDF of a handbook, from its YAML."""

    def work() -> int:
        made(home)
        return 1

    return work


def made(home: Path) -> bytes:
    """Return the PDF of a handbook."""
    (page,) = Pipeline().pages(home)
    return write(page, "pdf").data


def typst(home: Path) -> Work:
    """Set the same words in Typst, with a new compiler."""
    said = markup(home)

    def work() -> int:
        compiled(said)
        return 1

    return work


def compiled(said: str) -> bytes:
    """Return the PDF of a Typst document."""
    from typst import Compiler

    faces = fonts.resolve(project.find(HANDBOOK)).values()
    folders = sorted({str(face.path.parent) for face in faces})
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.typ"
        path.write_text(said, encoding="utf-8")
        data: bytes = Compiler(str(path), font_paths=folders).compile(format="pdf")
    return data


def count(way: Any, home: Path) -> int:
    """Return how many pages a way makes."""
    data = made(home) if way is docgen else compiled(markup(home))
    return len(pymupdf.open(stream=data))


def peak(home: Path) -> int:
    """Return the most memory (MB) that `docgen build` takes to make the PDF of a handbook."""
    code = "from docgen.cli import run; run(sys.argv[1:]); print(open('/proc/self/status').read())"
    out = str(home.parents[2] / "out")
    call = [sys.executable, "-c", f"import sys; {code}", "build", str(home), "--to", "pdf", "--out", out]
    told = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    found = PEAK.search(told)
    return int(found[1]) // 1000 if found else 0


def markup(home: Path) -> str:
    """Return a handbook's words as a Typst document."""
    document = Pipeline().checked(home)
    said = [PREAMBLE]
    for values in filled(document).values():
        said.append(f"= {pair(values['title'])}\n")
        for block in values["blocks"]:
            content = content_of(block)[0]
            said += [bilingual(language, content, text) for language, text in block[content].items()]
    return "\n".join(said)


def pair(title: Mapping[str, str]) -> str:
    """Return a title in both languages."""
    return escaped(" ".join(title.values()))


def bilingual(language: str, content: str, text: Any) -> str:
    """Return a block in one language."""
    said = block_of(content, text)
    return f"#bo[{said}]\n" if language == "bo" else f"{said}\n"


def block_of(content: str, text: Any) -> str:
    """Return a block as Typst writes it."""
    if content == "heading":
        return f"== {escaped(text)}\n"
    if content == "table":
        return grid([text["head"], *text["rows"]])
    if content == "form":
        return grid([[cell for name in row for cell in (name, "")] for row in text["rows"]])
    return "\n\n".join(escaped(line) for line in words(text))


def grid(rows: list[list[str]]) -> str:
    """Return a table; short rows are filled up."""
    width = max(map(len, rows))
    cells = ", ".join(f"[{escaped(cell)}]" for row in rows for cell in [*row, *[""] * (width - len(row))])
    return f"#table(columns: {width}, {cells})\n"


def words(text: Any) -> Iterator[str]:
    """Yield every text of a block."""
    if isinstance(text, str):
        yield text
    else:
        for item in text.values() if isinstance(text, dict) else text:
            yield from words(item)


def escaped(text: str) -> str:
    """Return text with the signs that mean something to Typst made plain."""
    return "".join(f"\\{sign}" if sign in "#*_`$<>@=-+/~[]\\" else sign for sign in text)


if __name__ == "__main__":
    sys.exit(main())
