"""The documents of a project."""

import docgen

from ..workers.process import Bench


def ready(bench: Bench) -> bool:
    """Bring in what the first page would wait for."""
    return bool(docgen.kinds(bench.project))
