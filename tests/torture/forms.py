"""Every sample once as PDF/UA-1 and PDF/A-3a, judged and weighed: `python -m tests.torture.forms`.

Judges are docgen's own rules, pikepdf's validator of PDF/A (level B), and veraPDF where it is on the PATH.
Beside each form stand the bytes and the processor's time of the plain PDF.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pikepdf import pdfa

from docgen.composed import Written
from docgen.pipeline.options import Options
from docgen.pipeline.stops import Pipeline, written_in
from tests.support.samples import ROOT
from tests.support.tagged import of_level_b

FORMS = {"pdf": {}, "pdf/ua-1": {"accessible": True}, "pdf/a-3a": {"archive": True}}
FLAVOURS = {"pdf/ua-1": "ua1", "pdf/a-3a": "3a"}
"""What veraPDF calls them."""


def made(source: Path, form: str) -> tuple[Written, float]:
    """Return the first job of a document in a form, and the seconds its writing took the processor."""
    stops = Pipeline(Options(("pdf",), **FORMS[form]))
    page = stops.composed(stops.jobs(source)[0])
    start = time.process_time()
    written = written_in(page, ["pdf"])["pdf"]
    return written, time.process_time() - start


def held_against(form: str, written: Written) -> Iterator[str]:
    """Yield what the judges hold against a file."""
    yield from (finding.text("en") for finding in written.findings)
    if form == "pdf/a-3a":
        yield from map(str, pdfa.validate_written(BytesIO(of_level_b(written.data)), "3b").findings)
    if form in FLAVOURS and shutil.which("verapdf"):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            Path(file.name).write_bytes(written.data)
            call = ["verapdf", "--format", "text", "-f", FLAVOURS[form], file.name]
            said = subprocess.run(call, capture_output=True, text=True, check=False).stdout
            if not said.startswith("PASS"):
                yield f"veraPDF: {said.strip()}"


def main() -> int:
    """Make and judge all, print a line for each; return how many have something held against them."""
    wrong = 0
    for source in sorted((ROOT / "templates").rglob("sample.yaml")):
        rows = {form: made(source, form) for form in FORMS}
        found = [said for form, (written, _) in rows.items() for said in held_against(form, written)]
        wrong += bool(found)
        sizes = [f"{len(one.data) / 1024:6.1f} kB {spent:5.2f} s" for one, spent in rows.values()]
        told = "".join(f"\n    {said}" for said in found)
        sys.stdout.write(f"{source.parent.relative_to(ROOT)!s:40} {'  '.join(sizes)}{told}\n")
    sys.stdout.write(f"{wrong} with something held against them\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
