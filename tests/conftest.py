"""What holds for all tests: in which order files are run; what was collected is not looked at again."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from docgen.cli import GARBAGE
from tests.support import once

# No test tells seconds, and a busy machine is no fault of what is tried.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# PyMuPDF brings a model that guesses what a page is made of: no test asks it, and it loads for a second.
sys.modules["pymupdf.layout"] = None  # type: ignore[assignment]

KEPT = "DOCGEN_MADE_ONCE"
"""The variable by which the processes of a run find what the others made."""

HEAVY = (
    "write/word/test_handbooks.py",
    "web/test_every_page.py",
    "write/word/test_parity.py",
    "pipeline/test_batch.py",
    "web/test_office.py",
    "whole/test_official_edges.py",
    "whole/test_joint_formats.py",
    "web/test_ending.py",
    "write/word/test_stylebook.py",
    "translation/test_durable.py",
    "web/test_building.py",
    "pipeline/test_ending.py",
    "handbook/test_editions.py",
    "web/test_letters.py",
    "write/word/test_hostile.py",
    "inspect/test_edited.py",
    "web/test_editing.py",
    "pipeline/test_broken_off.py",
    "whole/test_long_running.py",
    "web/test_documents.py",
    "whole/test_certificates.py",
    "whole/test_options.py",
    "web/test_mending.py",
    "whole/test_book_pages.py",
    "whole/test_gb9704.py",
    "whole/test_official.py",
    "pipeline/test_preview.py",
    "write/test_ofd.py",
    "pipeline/test_issue.py",
    "whole/test_other_kinds.py",
    "pipeline/test_batch_durable.py",
    "cli/test_check.py",
    "whole/test_bulletin_story.py",
    "inspect/test_three_ways.py",
    "prose/test_typed_is_printed.py",
    "prose/test_threads.py",
    "write/word/test_print_samples.py",
    "pipeline/test_judged.py",
    "write/test_pdf.py",
    "write/word/test_foreign.py",
    "whole/test_pictures.py",
    "pipeline/test_forgetting.py",
    "pipeline/test_issue_killed.py",
    "pipeline/test_batch_cluster.py",
    "whole/test_patterns.py",
    "write/word/test_charts.py",
    "write/word/test_validity.py",
    "whole/test_determinism.py",
    "inspect/test_faces.py",
    "compose/test_lists.py",
    "whole/test_translation_story.py",
    "write/word/test_sameness.py",
    "compose/test_signed_codes.py",
    "write/test_parted_letters.py",
)
"""Files that take from a quarter of a minute to two, the longest first, those of a browser not side by side.

A file is run by one process from its first test to its last; were one of these begun at the end, the others
would wait for it. pytest-xdist is asked to keep the order (`--no-loadscope-reorder`).
"""


def pytest_configure(config: pytest.Config) -> None:
    """Give all processes of a run one folder for what is made once; workers are told of it by the first."""
    if KEPT not in os.environ:
        os.environ[KEPT] = tempfile.mkdtemp(prefix="made-once-")
    once.folder = Path(os.environ[KEPT])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the folder away, in the process that made it."""
    if once.folder and not hasattr(config, "workerinput"):
        shutil.rmtree(once.folder)
        once.folder = None
        del os.environ[KEPT]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the others stay as they come, those that wait for a browser among them.

    Where all processes waited for a browser at once, no one would work.
    """
    home = Path(__file__).parent
    ranks = {home / name: rank for rank, name in enumerate(HEAVY)}
    others = list(dict.fromkeys(item.path for item in items if item.path not in ranks))
    waiting = [path for path in others if path.parent.name == "web"]
    working = [path for path in others if path.parent.name != "web"]
    places = {
        path: (number + 1) / len(group) for group in (waiting, working) for number, path in enumerate(group)
    }
    items.sort(key=lambda item: (ranks.get(item.path, len(HEAVY)), places.get(item.path, 0)))


def pytest_collection_finish() -> None:
    """Take the thousands of tests out of the garbage collector's rounds: a tenth of the time of all.

    Its rounds are as rare as in the command itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
