"""The documents of a project as they lie there: found, listed, begun, copied, renamed, put away.

A document is known by its *name*: its path below content/ without `.yaml` (`letters/tixing`), a handbook by
its folder (`handbooks/cadre`), a chapter by its own file (`handbooks/cadre/chapters/what`).
"""
