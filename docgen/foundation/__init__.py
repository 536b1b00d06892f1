"""Words, numbers, lengths, errors, files put away whole, tables of text: nothing of documents.

The lowest room: every other one may stand on it, and it knows none of them.
"""
