"""A Word file read: its package, styles, paragraphs and runs, whoever wrote it."""
