"""What making one letter must not cost: a search for libraries, and libraries that only rosters need."""

import ctypes.util
import subprocess
import sys
from pathlib import Path

import weasyprint

from docgen import renderer
from tests.samples import document, project

CALL = """\
import sys
started = []
sys.addaudithook(lambda event, told: started.append(told[1]) if event == "subprocess.Popen" else None)
from docgen.cli import run
code = run(sys.argv[1:])
print(code, len(started), *sys.modules, file=sys.stderr)
"""
FOR_ROSTERS = {"pikepdf", "openpyxl", "xlsxwriter", "distributed", "segno", "cryptography", "pypdfium2"}


def test_a_letter_starts_no_process_and_loads_nothing_that_only_rosters_need(tmp_path: Path) -> None:
    letter = project(tmp_path, letter=document()) / "content/letters/letter.yaml"
    call = [sys.executable, "-c", CALL, "build", letter, "--out", tmp_path / "out"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    code, started, *modules = done.stderr.splitlines()[-1].split()
    assert sorted(path.suffix for path in (tmp_path / "out").glob("letter.*")) == [".docx", ".pdf"]
    assert (code, started) == ("0", "0")
    loaded = {name.partition(".")[0] for name in modules}
    assert "weasyprint" in loaded
    assert loaded & FOR_ROSTERS == set()


def test_libraries_are_searched_for_again_afterwards() -> None:
    assert ctypes.util.find_library("c") is not None
    assert weasyprint.__version__ == renderer.VERSION
