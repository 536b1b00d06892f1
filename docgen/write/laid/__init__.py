"""Pages laid out, to be drawn in whatever form: of one document, or of a stretch (帖) of letters.

PDF, OFD and the judge of pages are given the same; Word takes page numbers from it.
"""

from docgen.layout import engine  # noqa: F401 - WeasyPrint comes in through it
