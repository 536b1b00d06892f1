"""Pages drawn as plain records (`layout/graphics/`) in place of PDF: WeasyPrint draws, a stand-in listens.

What WeasyPrint draws onto a page's stream goes to a `Canvas`, which keeps units in mm; type is taken from the
Pango line itself, where each run still knows its characters, and borders from their boxes, side by side.
"""
