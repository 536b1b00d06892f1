"""Every sample and every document that ships as OFD beside its PDF: `python -m tests.torture.ofd [SCHEMAS]`.

Judges are docgen's own rules, the words of pdftotext, the ink of poppler's pictures, and the standard's
schemas where their folder is given (13 .xsd files, which are not ours to carry). Beside each stand bytes and
the processor's time.
"""

import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

from docgen.inspect.ofd import findings
from docgen.pipeline.options import Options
from docgen.pipeline.stops import Pipeline, written_in
from tests.support.ofd_pages import DOTS, Package, astray
from tests.support.samples import ROOT

SHARE = 0.001
"""Of a page's ink that may lie farther than 0.5 mm from that of the other."""
ROOTS = {"PageAnnot": "Annotation", "DocVersion": "Version"}
"""Roots whose schema is called otherwise."""
OWN = "Doc_0/Tags/Tag_"
"""How the tag file's name begins, which has a name space of docgen's own."""


def sources() -> Iterator[Path]:
    """Yield the samples of all kinds, and the documents of content/."""
    yield from sorted((ROOT / "templates").rglob("sample.yaml"))
    for folder in ("letters", "reports", "certificates"):
        yield from sorted((ROOT / "content" / folder).glob("*.yaml"))
    yield from sorted((ROOT / "content" / "handbooks").glob("*/book.yaml"))


def held_against(pdf: bytes, data: bytes, schemas: Path | None) -> Iterator[str]:
    """Yield what is wrong with an OFD, beside the PDF of the same document."""
    yield from (one.text("en") for one in findings(data, Path("a.ofd")))
    package = Package(data)
    with tempfile.TemporaryDirectory() as name:
        (file := Path(name, "a.pdf")).write_bytes(pdf)
        asked = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True)
        if "".join(asked.stdout.split()) != "".join(package.text.split()):
            yield "the words are not those of the PDF"
        subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", file, Path(name, "a")], check=True)
        pictures = sorted(Path(name).glob("a-*.pgm"))
        for number, (page, path) in enumerate(zip(package.pages, pictures, strict=True), 1):
            wanted, found = Image.open(path).convert("L"), page.picture()
            lost, extra = astray(wanted, found), astray(found, wanted)
            if max(lost, extra) > SHARE:
                yield f"page {number}: ink lost {lost:.2%}, extra {extra:.2%}"
    if schemas:
        yield from invalid(data, schemas)


def invalid(data: bytes, schemas: Path) -> Iterator[str]:
    """Yield what the standard's schemas have against a file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith(OWN):
                root = etree.fromstring(archive.read(name))
                kind = etree.QName(root).localname
                schema = etree.XMLSchema(etree.parse(schemas / f"{ROOTS.get(kind, kind)}.xsd"))
                if not schema.validate(root):
                    yield from (f"{name}: {one.message}" for one in schema.error_log)


def main() -> int:
    """Make and judge all, print a line for each; return how many have something held against them."""
    schemas = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    wrong = 0
    for source in sources():
        stops = Pipeline(Options(("pdf", "ofd")))
        page = stops.composed(stops.jobs(source)[0])
        spent, made = {}, {}
        for form in ("pdf", "ofd"):
            start = time.process_time()
            made[form] = written_in(page, [form])[form]
            spent[form] = time.process_time() - start
        found = [*held_against(made["pdf"].data, made["ofd"].data, schemas)]
        found += [one.text("en") for one in made["ofd"].findings if one.code.startswith("ofd-")]
        wrong += bool(found)
        sizes = [f"{form} {len(one.data) / 1024:6.1f} kB {spent[form]:5.2f} s" for form, one in made.items()]
        told = "".join(f"\n    {said}" for said in found)
        line = f"{source.relative_to(ROOT)}: {made['ofd'].pages} pages, {', '.join(sizes)}{told}"
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
