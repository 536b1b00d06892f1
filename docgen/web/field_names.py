"""Names of fields in forms without a script: key paths with points between the keys."""

from collections.abc import Iterable


def field_name(keys: Iterable[str | int]) -> str:
    """Return keys as the name of a field; a point within a key is no point between two."""
    return ".".join(str(key).replace("%", "%25").replace(".", "%2E") for key in keys)


def keys_of(name: str) -> list[str]:
    """Return the keys of a field's name."""
    return [key.replace("%2E", ".").replace("%25", "%") for key in name.split(".")]
