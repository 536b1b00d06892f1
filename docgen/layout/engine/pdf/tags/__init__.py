"""Tags: boxes are read as a tree (`reading`), marked while drawn (`marking`), written (`writing`)."""
