"""Which rows of a table stay on one page, in every format."""

TOGETHER = 8
"""Rows of one cell (`rowspan`) that stay on one page; more may fill it."""
LONE_ROWS = 2
"""Rows of a table so short that its last one may stand alone on a page."""
ACCOMPANIED = "accompanied"
"""What a style sheet says of a table (`--last-row`) whose last row takes the one before it along."""
