"""Processes of one machine: which of them is at work on a file, and how one starts others and ends them."""
