"""What a document says against itself, seen without laying it out: cheap to look for, and hardly ever wrong.

In go the checked parts of one content file (`Facts`), out come problems, which refuse it, and findings, which
are told. A rule is a function of the facts; each takes time in proportion to the length of the texts.
"""

from collections.abc import Callable, Iterator

from docgen.foundation.errors import Finding, Problem

from . import calendar, copy_numbers, names, numbers, quantities, seals, signs, unneeded
from .facts import Facts
from .signs import mended

__all__ = ["Facts", "findings", "mended", "problems"]

PROBLEMS: tuple[Callable[[Facts], Iterator[Problem]], ...] = (seals.unusable, copy_numbers.beyond_the_last)
FINDINGS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    numbers.of_another_office,
    numbers.of_another_year,
    numbers.given_twice,
    copy_numbers.missing_of_classified,
    calendar.out_of_order,
    calendar.unsaid_deadlines,
    calendar.impossible_days,
    calendar.wrong_weekdays,
    calendar.spans_reversed,
    calendar.figures_of_later,
    names.another_genre,
    names.another_serial,
    names.report_that_asks,
    names.signatories_fewer,
    names.several_addressees,
    names.named_twice,
    names.copied_to_itself,
    names.missing_attachments,
    quantities.unlike_units,
    quantities.unlike_amounts,
    signs.marks_in_lines,
    signs.marks_in_office,
    signs.titles_in_marks,
    signs.attachments_numbered,
    signs.marks_at_ends,
    unneeded.unneeded_fields,
)


def problems(facts: Facts) -> list[Problem]:
    """Return what refuses the document."""
    return [problem for rule in PROBLEMS for problem in rule(facts)]


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Return what is to be told of the document, in the order of the rules."""
    return tuple(finding for rule in FINDINGS for finding in rule(facts))
