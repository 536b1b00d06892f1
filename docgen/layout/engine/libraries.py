"""The shared libraries WeasyPrint opens, found without a search.

It asks for each library under the names of five systems, and for a name that cannot be opened Python starts
`ldconfig`, a compiler and a linker: some fifty processes, an eighth of what a letter costs. Debian's own file
names are among those it tries, and they are opened without a search.

For WeasyPrint 70. Upstream: asked in Kozea/WeasyPrint #1125, answered as Python's way; of the slow start
#2073 says to load it late. Held by:
tests/layout/test_engine.py::test_a_letter_starts_no_process_and_loads_nothing_that_only_rosters_need
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """Let libraries be opened by their file names only, on Linux, where the names to be tried hold them."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
