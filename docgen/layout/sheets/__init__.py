"""The style sheets that authors write: where a line of them stands, and what is docgen's own in them."""
