"""The clerk's desk in a browser, and the office's service: the second door beside the command line.

A request goes in, a page or a record comes out. Like `cli/`, this room parses, calls and shows: it asks the
public functions of `docgen` and decides nothing. Four parts, each knowing only those before it:

- `workers/` processes that build. docgen never runs in the web process and never in threads: texts could meet
- `tasks/` what these processes are asked to do; the only part that calls `docgen`
- `gate/` who may come in: host, origin, session, role
- `desk/`, `service/` the pages of clerks, and what programs call

Everything a page needs lies in `pages/`, `words/` and `static/`; nothing comes from another origin.
"""
