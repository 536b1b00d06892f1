"""Vector pictures: drawn once, in docgen's faces, and without the parts that cannot be drawn."""
