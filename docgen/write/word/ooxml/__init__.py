"""OOXML as a file format: elements, parts of the package, fields, numbering, drawings."""
