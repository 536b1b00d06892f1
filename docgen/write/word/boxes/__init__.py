"""Boxes as Word has them: tables, frames, drawings, pictures."""
