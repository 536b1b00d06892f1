"""Pages: sections, margin boxes, corner boxes."""
