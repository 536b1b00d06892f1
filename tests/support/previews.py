"""What a preview shows held against what a build prints: pictures of the same pages, dot for dot."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2

import docgen
from docgen.pipeline.preview.drawing import picture
from tests.support.samples import ROOT

DPI = 60
KINDS = (
    "letters/reminder", "letters/minutes", "letters/request", "letters/parents", "reports/work-report",
    "certificates/commendation",
)  # fmt: skip


def sample_project(folder: Path) -> dict[str, Path]:
    """Make a project of the samples of some kinds, and return their files by kind."""
    for name in ("offices.yaml", "figures", "recipients", "images", "data"):
        origin, place = ROOT / "content" / name, folder / "content" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if origin.is_dir() else shutil.copy)(origin, place)
    files = {}
    for kind in KINDS:
        files[kind] = folder / "content" / f"{kind.replace('/', '-')}.yaml"
        shutil.copy(ROOT / "templates" / kind / "sample.yaml", files[kind])
    return files


def built(path: Path, text: str, letter: int = 1, dpi: int = DPI) -> list[str]:
    """Return the marks of the pictures of a document's pages, as they are built alone and from nothing."""
    job = docgen.jobs(docgen.load(path, text))[letter - 1]
    file = pypdfium2.PdfDocument(docgen.render(job).data)
    try:
        return [picture(file[number], dpi).key for number in range(len(file))]
    finally:
        file.close()


def prose_of(values: Mapping[str, Any]) -> str:
    """Return the field that holds the body of a document."""
    return next((name for name in ("body", "proposal", "citation") if name in values), "title")


def edits(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield states of a document, each a little unlike the one before: words, lines, paragraphs, fields."""
    name = prose_of(values)
    text = str(values[name])
    line = max((one for one in text.split("\n") if "{{" not in one and "|" not in one), key=len)
    half = len(line) // 2
    yield {**values, name: text.replace(line, line[:half] + "甲" + line[half:], 1)}
    yield {**values, name: text.replace(line, line[:half] + "乙" + line[half:], 1)}
    yield {**values, "title": "关于某某工作的" + str(values["title"])[-6:]}
    if name == "title":
        return
    yield {**values, name: f"{text.rstrip()}\n\n新的一段，讲讲新的内容。\n"}
    yield {**values, name: f"{text.rstrip()}\n\n新的一段，讲讲龘字。\n"}
    yield {**values, name: f"{text.rstrip()}\n\n新的一段，讲讲龘字和别的。\n"}
    yield {**values, name: f"{text.rstrip()}\n\n" + "很长的一段，" * 90 + "到了下一页。\n"}
    yield {**values, name: text.replace(line, line[:half], 1)}
    yield dict(values)
