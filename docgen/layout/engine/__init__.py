"""WeasyPrint, and every door into its private parts: each module is named after what it patches or asks.

It is brought in without a search for its libraries. Packages that draw import this first; outside this
folder only WeasyPrint's public names are used. Each door says for which version it is, what is known of it
upstream, and which test holds it: that one fails when WeasyPrint has changed there, or shows that the door
can go.
"""

from .libraries import unsearched

with unsearched():
    import weasyprint

    from . import page_breaks, patterns, pseudo_elements
    from .boxes import (
        default_page,
        first_letters,
        long_words,
        markers,
        notes,
        row_spans,
        table_columns,
        tracking,
        waiting_boxes,
    )
    from .pdf import (
        carved_borders,
        crop_marks,
        ellipses,
        empty_strings,
        kept_cuts,
        outline,
        reading_order,
        standing_pages,
    )
    from .pdf.tags import marking

carved_borders.install()
crop_marks.install()
ellipses.install()
empty_strings.install()
kept_cuts.install()
outline.install()
page_breaks.install()
patterns.install()
pseudo_elements.install()
reading_order.install()
standing_pages.install()
marking.install()
default_page.install()
first_letters.install()
long_words.install()
markers.install()
notes.install()
row_spans.install()
table_columns.install()
tracking.install()
waiting_boxes.install()
VERSION: str = weasyprint.__version__
