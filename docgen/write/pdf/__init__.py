"""From a composed page to PDF: one document, a chunk (帖) of letters, a booklet."""
