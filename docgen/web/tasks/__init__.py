"""What build processes are asked to do: the only part of this room that calls `docgen`.

Each function takes its `Bench` and plain values, and returns plain values or frozen records, which go
through a pipe. What is wrong is raised as docgen's own errors.
"""
