"""What holds for all tests: what was collected stays; the collector of garbage need not look at it again."""

import gc


def pytest_collection_finish() -> None:
    """Take the thousands of tests out of the garbage collector's rounds: a tenth of the time of all."""
    gc.collect()
    gc.freeze()
