"""The patterns by which WeasyPrint's HTML reader looks for characters, made once each.

tinyhtml5 2 means to keep them, but files each under itself instead of under what it was made from, finds none
again and makes one for every tag and every text: a tenth of the time a long table takes to be read.

For WeasyPrint 70 with tinyhtml5 2. Upstream: no thread is known. Held by:
tests/layout/test_engine.py::test_the_html_reader_makes_each_pattern_once_and_reads_the_same
"""

import re
from collections.abc import Iterable

from tinyhtml5 import inputstream

Key = tuple[Iterable[str], bool]
"""Characters, and whether to read while they come rather than until one comes."""


class Patterns(dict[Key, re.Pattern[str]]):
    """Patterns by what they look for."""

    def __missing__(self, key: Key) -> re.Pattern[str]:
        """Make a pattern and keep it."""
        characters, opposite = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return self[key]


def install() -> None:
    """Give tinyhtml5 patterns that are found again."""
    inputstream.characters_until_regex = Patterns()
