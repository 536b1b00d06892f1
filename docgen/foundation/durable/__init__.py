"""What stays right when two work at once, and when a process is killed at any moment."""
