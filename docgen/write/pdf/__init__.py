"""From pages that are laid out to PDF: one document, a chunk (帖) of letters, a booklet."""

from docgen.layout import engine  # noqa: F401 - WeasyPrint comes in through it
