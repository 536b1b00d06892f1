"""Boxes: how wide WeasyPrint makes them, and where it breaks them between pages."""
