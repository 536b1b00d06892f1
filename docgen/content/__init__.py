"""The stops `find`, `load` and `model`: a path goes in, a checked Document comes out.

Knows the project's folder, its YAML, its schemas, offices, profiles and figures; knows nothing of pages.
"""
