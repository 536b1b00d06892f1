"""What stands in a line: runs, generated text, notes, list marks, contents."""
