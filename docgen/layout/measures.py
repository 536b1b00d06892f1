"""What a style sheet must know of one document's own words: how wide its signature and masthead are.

CSS cannot centre a name over a date of another width, nor fit a masthead to a line, so docgen measures the
words in the faces that will draw them and hands the figures over as CSS variables.
"""

from collections.abc import Mapping

from docgen.foundation.units import points

from .fonts import ASCENT, Typeface, Typefaces
from .page_tree import PageTree, words


def measure_page(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the CSS variables measured from the words of a composed page, by the classes they carry.

    `name-width` and `date-width` are those of 署名 and 成文日期, `dash-middle` tells where a page number's
    一字线 lies in its line; for the masthead's see `masthead`. A page without one of these gets 0 for it.
    """
    return {
        "name-width": body_width(words(page, "issued-by").strip(), profile, typefaces),
        "date-width": body_width(words(page, "date").strip(), profile, typefaces),
        "dash-middle": f"{middle('—', typefaces['宋体']):.4f}",
        **masthead(words(page, "masthead").strip(), profile, typefaces),
    }


def body_width(text: str, profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of one line of body text, tracking included."""
    tracking = points(profile["tracking"]) * len(text)
    return f"{typefaces['仿宋'].width(text) * points(profile['body-size']) + tracking:.3f}pt"


def middle(character: str, face: Typeface) -> float:
    """Return how far the middle of a character's ink stands below the top of a line of its size, in em."""
    top, bottom = face.ink(character)
    return ASCENT - (top + bottom) / 2


def masthead(text: str, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return size, horizontal scale and ink of a 发文机关标志 (GB/T 9704-2012, 7.2.4: large, one line).

    A long name is first condensed down to the profile's narrowest scale, as printers do, then made smaller.
    `masthead-ink` is the way from the line's top to the ink's top, `masthead-height` the ink's height, both
    in em: the standard measures the place of a masthead at its ink.
    """
    face = typefaces["小标宋"]
    width, room = face.width(text) or 1, points(profile["masthead-room"])
    size = min(points(profile["masthead-largest"]), room / width / float(profile["masthead-narrowest"]))
    top, bottom = face.ink(text)
    return {
        "masthead-size": f"{size:.3f}pt",
        "masthead-scale": f"{min(1.0, room / width / size):.4f}",
        "masthead-ink": f"{ASCENT - top:.4f}",
        "masthead-height": f"{top - bottom:.4f}",
    }
