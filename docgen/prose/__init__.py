"""A clerk's Markdown and placeholders go in, safe HTML comes out.

Knows nothing of kinds, of templates or of who receives a letter.
"""
