"""What build processes are forks with: every task, all of docgen that is public, and the libraries they need.

What cannot be loaded here is missed by the task that needs it, and told there.
"""

from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

import docgen

from ... import tasks

LIBRARIES = ("jsonschema", "pikepdf", "docx")
"""What docgen loads only where it is used."""

for name in (*LIBRARIES, *(f"{tasks.__name__}.{module.name}" for module in iter_modules(tasks.__path__))):
    with suppress(Exception):
        import_module(name)
for name in docgen.__all__:
    with suppress(Exception):
        getattr(docgen, name)
