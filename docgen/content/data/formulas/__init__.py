"""Formulas over columns: `parsing` reads them, `expressions` knows unit and value, `units` what 家/人 is."""

from .expressions import Cells, ExpressionError, Node, over_rows, rounded
from .parsing import read_formula
from .units import NO_UNIT, Unit, read_unit

__all__ = [
    "NO_UNIT",
    "Cells",
    "ExpressionError",
    "Node",
    "Unit",
    "over_rows",
    "read_formula",
    "read_unit",
    "rounded",
]
