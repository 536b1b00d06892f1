"""The same document gives the same Word file, byte for byte: another process, hash seed, zone and place."""

import hashlib
import os
import subprocess
import sys

import pytest

from tests.support import samples
from tests.support.samples import ROOT

NAME = "content/letters/notice-2024-03"
PROGRAM = f"""
import hashlib
from tests.support import samples
print(hashlib.sha256(samples.docx({NAME!r}).data).hexdigest())
"""


@pytest.mark.parametrize(
    "place",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=["Shanghai", "St John's"],
)
def test_the_same_document_gives_the_same_bytes(place):
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(
        command, env={**os.environ, **place}, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(samples.docx(NAME).data).hexdigest()


def test_what_was_written_before_leaves_no_trace():
    first = samples.docx(NAME).data
    samples.docx("content/letters/summons-2024-01")
    again = samples.write(samples.pages(NAME)[0], "docx").data
    assert again == first
