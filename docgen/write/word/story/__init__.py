"""The story (正文、页眉、文本框) being written: its counters, the format of a run, what room is left."""
