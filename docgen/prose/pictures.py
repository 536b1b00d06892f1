"""Pictures in a clerk's text: one that stands by itself is no paragraph of text and has no indent."""

import re

ALONE = re.compile(r"<p>(?=(?:\s*<img [^>]*>\s*(?:<br ?/?>)?)+</p>)")


def alone(html: str) -> str:
    """Return prose in which every paragraph of nothing but pictures is called `picture`."""
    return ALONE.sub('<p class="picture">', html)
