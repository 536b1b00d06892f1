"""Computed styles as Word's: properties, font slots, the named styles of the style sheet."""
