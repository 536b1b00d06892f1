"""WeasyPrint, brought in without a search for its libraries.

It asks for each library under the names of five systems, and for a name that cannot be opened Python starts
`ldconfig`, a compiler and a linker: some fifty processes, an eighth of what a letter costs. Debian's own file
names are among those it tries, and they are opened without a search. Packages that draw import this first.
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


with unsearched():
    import weasyprint

    from . import page_breaks, patterns, pseudo_elements

page_breaks.install()
patterns.install()
pseudo_elements.install()
VERSION: str = weasyprint.__version__
