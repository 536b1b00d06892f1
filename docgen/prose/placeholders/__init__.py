"""Placeholders in prose: logic-less, after Mustache, with nothing in them that could run.

In goes text with `{{ office.name }}`, `{{ figures.total | unit }}` (a figure with its unit), `{{# items }}…
{{/ }}`, `{{^ flag }}…{{/ }}` and `{{! remark }}`; out comes the text filled in. An unknown name is a problem
with its place and never an empty gap, and a value that was filled in is never searched again.
"""

from collections.abc import Callable, Mapping

from docgen.foundation.errors import ContentError, Place, Problem

from .blocks import BLOCK_NAMES, blocks
from .filling import SIZE_LIMIT, TAG_COST, Filler
from .parsing import DEPTH_LIMIT, parsed
from .tags import NAME, TAG, half_width, tags

__all__ = [
    "BLOCK_NAMES", "DEPTH_LIMIT", "NAME", "SIZE_LIMIT", "TAG", "TAG_COST", "blocks", "fill", "half_width",
    "malformed_tags", "tags",
]  # fmt: skip


def fill(
    text: str,
    values: Mapping[str, object],
    place_of: Callable[[int], Place],
    escape: Callable[[str], str] = str,
    put_in: Callable[[str], str] | None = None,
) -> str:
    """Return `text` with its placeholders filled in, every value passed through `escape`.

    `put_in` makes text of the HTML of a block (a table or chart of data), which may stand there only if it
    is given. `place_of` turns an offset in `text` into its place in the file. Raises ContentError with every
    tag that is malformed; if there is none, with every name that is unknown, empty or cannot be printed.
    """
    if problems := malformed_tags(text, place_of):
        raise ContentError(problems)
    return Filler(place_of, escape, put_in).fill(parsed(text).nodes, (values,))


def malformed_tags(text: str, place_of: Callable[[int], Place]) -> tuple[Problem, ...]:
    """Return what is wrong with the placeholders of a text whatever there is to fill in."""
    return tuple(Problem(one.code, place_of(one.offset), one.values) for one in parsed(text).wrong)
