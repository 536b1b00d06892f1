"""The stop `file`: names and bytes go in, files that nobody loses come out."""
