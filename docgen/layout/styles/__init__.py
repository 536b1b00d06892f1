"""Computed styles: HTML and CSS go in, one plain record per element comes out.

Only this package knows that WeasyPrint's cascade does the work, so that the Word writer and inspection see
exactly the values the PDF was drawn with. Nothing here ever fetches a file or an address.
"""

from .. import engine  # noqa: F401 - WeasyPrint comes in through it
from .cascade import Cascade
from .flex_grid import Layout, Line, Track
from .length import Length, Percent, resolve
from .pages import Page, PageContext, page_names, page_rules
from .probes import Probe, probes
from .record import ROUND, Border, Sides, Style

__all__ = [
    "ROUND",
    "Border",
    "Cascade",
    "Layout",
    "Length",
    "Line",
    "Page",
    "PageContext",
    "Percent",
    "Probe",
    "Sides",
    "Style",
    "Track",
    "page_names",
    "page_rules",
    "probes",
    "resolve",
]
