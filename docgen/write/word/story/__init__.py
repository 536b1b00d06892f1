"""Where the writer is: the story (正文、页眉、批注框) it writes, its counters, the format of a run, the room left."""
