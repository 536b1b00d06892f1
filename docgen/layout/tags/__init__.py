"""What a page says beside its looks (PDF tags, ISO 32000-1, 14.7 and 14.8): a tree that readers read aloud.

`nodes` is the tree as plain records, `kinds` says what an element of HTML is there, `shape` puts a tree into
the form that PDF/UA-1 (ISO 14289-1) asks for. `engine/pdf/tags/` makes it of laid-out boxes and writes it.
"""
