"""What a file that was sent may be called on disk."""

from pathlib import PurePosixPath

from docgen.foundation.filenames import safe_name

LONGEST_ENDING = 8


def given_name(told: str) -> str:
    """Return the name of a file as its owner knows it, without folders and unseen signs."""
    plain = PurePosixPath(told.replace("\\", "/").rpartition("/")[2])
    ending = plain.suffix.lower()
    is_ending = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= LONGEST_ENDING
    return safe_name(plain.stem) + (ending if is_ending else "")
