"""Who sees what: an office sees what it issues itself or with others, and what is of no office."""

from collections.abc import Sequence


def is_in_sight(offices: Sequence[str] | None, office: str) -> bool:
    """Say whether `office` sees what belongs to `offices`; who has none ("") sees all.

    What cannot be read belongs to offices that nobody knows (None): only who sees all sees it.
    """
    return not office or (offices is not None and (not offices or office in offices))
