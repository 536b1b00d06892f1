"""A machine and a project made ready: what is lacking, and what a new project begins with."""
