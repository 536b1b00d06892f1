"""Ways to make the same letters: docgen's, and those of others it is held against.

Each takes the letter's path and a folder for the files, gets ready, and returns the work that is timed. What
is timed of docgen is everything, from the YAML to the filed PDFs. The others are handed what they need: Typst
the rows of the roster, WeasyPrint the composed pages, LibreOffice finished Word files.
"""

import gc
import json
import subprocess
import sys
from pathlib import Path

from bench.measuring import Work
from docgen.cli import GARBAGE
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options
from docgen.pipeline.stops import Page, Pipeline
from docgen.write import word
from docgen.write.pdf import chunk, single
from tests.support.gathered import set_together

FEW = 100
"""Letters for the ways that take long; what is told is the time of one letter anyway."""


def docgen(letter: Path, folder: Path, workers: int) -> Work:
    """Make all letters as `docgen build` does, in this process or in so many workers."""

    gc.set_threshold(GARBAGE)  # as the command line does

    def work() -> int:
        return len(build([letter], Options(("pdf",), folder, batch=BatchOptions(workers))).paths)

    return work


def typst(letter: Path, folder: Path) -> Work:
    """Set the letters in Typst, with one compiler for all, which remembers what it has laid out."""
    from typst import Compiler

    letters = pages(letter)
    fonts = sorted({str(face.path.parent) for face in letters[0].typefaces.values()})
    rows = [(page.composed.name, json.dumps(dict(page.job.recipient or {}))) for page in letters]
    folder.mkdir()

    def work() -> int:
        compiler = Compiler(str(Path(__file__).with_name("letter.typ")), font_paths=fonts)
        for name, row in rows:
            # docgen's letters of a batch have no tags either.
            data = compiler.compile(format="pdf", sys_inputs={"recipient": row}, pdf_tags=False)
            (folder / f"{name}.pdf").write_bytes(data)
        return len(rows)

    return work


def plain_weasyprint(letter: Path, folder: Path) -> Work:
    """Make a new WeasyPrint document for each of the first letters, with whole font files."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    letters = pages(letter)[:FEW]
    faces = letters[0].typefaces.items()
    rule = "@font-face {{ font-family: {}; src: url({}) }}\n"
    rules = "".join(rule.format(role, face.path.as_uri()) for role, face in faces)
    folder.mkdir()

    def work() -> int:
        for page in letters:
            config = FontConfiguration()
            sheet = CSS(string=rules + page.composed.css, font_config=config)
            document = HTML(string=page.composed.html).render(stylesheets=[sheet], font_config=config)
            document.write_pdf(folder / f"{page.composed.name}.pdf")
        return len(letters)

    return work


def alone(letter: Path, folder: Path) -> Work:
    """Write each of the first letters alone, as docgen does where letters are confidential."""
    letters = pages(letter)[:FEW]
    folder.mkdir()

    def work() -> int:
        for page in letters:
            data = single.write(page.composed, page.typefaces).data
            (folder / f"{page.composed.name}.pdf").write_bytes(data)
        return len(letters)

    return work


def libreoffice(letter: Path, folder: Path) -> Work:
    """Let LibreOffice convert the first letters from Word, in one call."""
    folder.mkdir()
    sources = []
    for page in pages(letter)[:FEW]:
        sources.append(folder / f"{page.composed.name}.docx")
        sources[-1].write_bytes(word.write(page.composed, page.typefaces).data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    # The first call makes the profile, which an office has.
    subprocess.run([*call, sources[0]], check=True, capture_output=True)

    def work() -> int:
        subprocess.run([*call, *sources], check=True, capture_output=True)
        return len(sources)

    return work


def pages(letter: Path) -> list[Page]:
    """Return the composed letters."""
    return Pipeline().pages(letter)


def print_file(source: Path, warm: bool) -> Work:
    """Set one print PDF of all certificates, in a process that has (`warm`) or has not set any before."""
    letters = pages(source)
    composed, typefaces = [page.composed for page in letters], letters[0].typefaces

    def work() -> int:
        set_together(chunk.drawn, composed, typefaces)
        return 1

    if warm:
        work()
    return work


def command(source: Path, folder: Path) -> Work:
    """Have `docgen build --combined` make a print file, a PDF for each and a check list, from the shell."""
    call = [sys.executable, "-m", "docgen", "build", source, "--to", "pdf", "--combined", "--out", folder]

    def work() -> int:
        subprocess.run(call, check=True, capture_output=True)
        return 1

    return work
