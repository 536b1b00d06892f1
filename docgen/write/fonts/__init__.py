"""Font files for a thousand letters: joined of outlines that are pressed once, the same in PDF and OFD."""
