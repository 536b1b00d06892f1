"""What a style sheet must know of one document's own words: how wide its signature and masthead are.

CSS cannot centre a name over a date of another width, nor fit a masthead to a line, so docgen measures the
words in the faces that will draw them and hands the figures over as CSS variables.
"""

from collections.abc import Mapping

from docgen.foundation.units import points

from .fonts import ASCENT, Typeface, Typefaces
from .page_tree import PageTree, words

SLACK = 1.0
"""Points that a column is wider than its text: Word rounds to twentieths, and would break the line."""


def measure_page(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the CSS variables measured from the words of a composed page, by the classes they carry.

    `name-width` and `date-width` are those of 署名 and 成文日期, `dash-middle` tells where a page number's
    一字线 lies in its line; for the masthead's see `masthead`. A page without one of these gets 0 for it.
    """
    return {
        "name-width": body_width(words(page, "issued-by").strip(), profile, typefaces),
        "date-width": body_width(words(page, "date").strip(), profile, typefaces),
        "dash-middle": f"{middle('—', typefaces['宋体']):.4f}",
        "attachment-number": attachment_number(page, profile, typefaces),
        **signatories(page, profile, typefaces),
        **masthead(words(page, "masthead").strip(), profile, typefaces),
    }


def body_width(text: str, profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of one line of body text, tracking included."""
    tracking = points(profile["tracking"]) * len(text)
    return f"{typefaces['仿宋'].width(text) * points(profile['body-size']) + tracking:.3f}pt"


def attachment_number(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of the column in which the numbers of 附件说明 stand (7.3.4)."""
    count = sum(len(note.findall("p")) for note in page.find_class("attachments-note"))
    return body_width(f"{max(count, 1)}. ", profile, typefaces)


def signatories(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the widths of the columns of 签发人, where a page has more than one line of them (7.2.6)."""
    names = [
        [str(one.text_content()) for one in page.find_class("signatory-name") if which in one.classes]
        for which in ("first", "second")
    ]
    if not names[0]:
        return {}
    first, second = (
        max((points(body_width(name, profile, typefaces)) for name in column), default=0.0)
        for column in names
    )
    return {
        "signatory-label": f"{points(body_width('签发人：', profile, typefaces)) + SLACK:.3f}pt",
        "signatory-first": f"{first + SLACK:.3f}pt",
        "signatory-second": f"{second + points(profile['body-size']) + SLACK:.3f}pt",
    }


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
