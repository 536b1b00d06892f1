"""Type, and where it falls on the page: fonts, measures, computed styles, the laid-out page.

The one room that knows WeasyPrint; `engine/` holds every door into it.
"""
