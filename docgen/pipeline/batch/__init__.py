"""Many letters of one document: made in gatherings, by one or many processes, stopped and resumed at will.

In go the composed letters in the roster's order; out come their files in a folder, and receipts. A gathering
is the unit: its files follow from its letters alone, and the journal tells whether it is finished. So a batch
that was killed, or one in which a row was changed, makes only what is missing; and what it makes is the same
as if it had been made in one go.
"""

from .backends import Backend, Inline
from .plan import Batch, Letter
from .running import Result, built_before, run

__all__ = ["Backend", "Batch", "Inline", "Letter", "Result", "built_before", "run"]
