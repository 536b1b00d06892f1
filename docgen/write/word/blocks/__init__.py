"""Blocks one after another: paragraphs, flex lines, what stands around them."""
