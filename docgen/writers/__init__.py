"""From a composed page to the bytes of a file, one writer for each format."""
