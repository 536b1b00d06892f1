"""What a style sheet must know of one document's own words: how wide its signature and masthead are.

CSS cannot centre a name over a date of another width, nor fit a masthead to a line, so docgen measures the
words in the faces that will draw them and hands the figures over as CSS variables.
"""

from collections.abc import Mapping, Sequence

from docgen.foundation.units import points

from .face_stack import FaceStack
from .fonts import ASCENT, Typeface, Typefaces
from .names import side_by_side
from .page_tree import PageTree, text_lines, words

LEADING = 19 / 15
"""em from line to line of a masthead. At this pitch Word sets the ink where the PDF does: of an exact line
LibreOffice gives four fifths to what stands above the baseline, CSS half of what type leaves and 0.88 em."""
SEVERAL = 0.75
"""How large the lines of a masthead of two may be, beside the one of a short name."""
SLACK = 1.0
"""Points that a column is wider than its text: Word rounds to twentieths, and would break the line."""


def measure_page(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the CSS variables measured from the words of a composed page, by the classes they carry.

    `name-width` and `date-width` are those of 署名 and 成文日期, `dash-middle` tells where a page number's
    一字线 lies in its line; for the masthead's see `masthead`. A page without one of these gets 0 for it.
    """
    return {
        "name-width": widest(text_lines(page, "issued-by"), profile, typefaces),
        "date-width": body_width(words(page, "date").strip(), profile, typefaces),
        "dash-middle": f"{middle('—', typefaces['宋体']):.4f}",
        "attachment-number": attachment_number(page, profile, typefaces),
        **signatories(page, profile, typefaces),
        **masthead(text_lines(page, "masthead"), profile, typefaces),
    }


def body_width(text: str, profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of one line of body text, tracking included."""
    tracking = points(profile["tracking"]) * len(side_by_side(text))
    return f"{FaceStack(typefaces, '仿宋').width(text) * points(profile['body-size']) + tracking:.3f}pt"


def attachment_number(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of the column in which the numbers of 附件说明 stand (7.3.4)."""
    count = sum(len(note.findall("p")) for note in page.of_class("attachments-note"))
    return body_width(f"{max(count, 1)}. ", profile, typefaces)


def signatories(page: PageTree, profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return the widths of the columns of 签发人, where a page has more than one line of them (7.2.6)."""
    names = [
        [str(one.text_content()) for one in page.of_class("signatory-name") if which in one.classes]
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


def widest(lines: Sequence[str], profile: Mapping[str, str], typefaces: Typefaces) -> str:
    """Return the width of the widest of several lines of body text."""
    widths = [body_width(line, profile, typefaces) for line in lines]
    return max(widths, key=points, default="0.000pt")


def middle(character: str, face: Typeface) -> float:
    """Return how far the middle of a character's ink stands below the top of a line of its size, in em."""
    top, bottom = face.ink(character)
    return ASCENT - (top + bottom) / 2


def masthead_size(lines: Sequence[str], profile: Mapping[str, str], face: FaceStack) -> float:
    """Return the size of a 发文机关标志 in points: the largest whose lines, condensed, fit (7.2.4)."""
    width = max(map(face.width, lines), default=0.0) or 1
    fitting = points(profile["masthead-room"]) / width / float(profile["masthead-narrowest"])
    return min(points(profile["masthead-largest"]) * (SEVERAL if len(lines) > 1 else 1), fitting)


def masthead(lines: Sequence[str], profile: Mapping[str, str], typefaces: Typefaces) -> dict[str, str]:
    """Return size, horizontal scale and ink of a 发文机关标志 (GB/T 9704-2012, 7.2.4: large, red).

    A long name is first condensed down to the profile's narrowest scale, as printers do, then made smaller.
    `masthead-ink` is the way from the top of the first line's type to its ink, `masthead-height` the height
    of all the ink, both in em: the standard measures the place of a masthead at its ink. `masthead-leading`
    is the pitch of its lines.
    """
    face = FaceStack(typefaces, "小标宋")
    size = masthead_size(lines, profile, face)
    width = max(map(face.width, lines), default=0.0) or 1
    (top, _), (_, bottom) = face.ink(lines[0] if lines else ""), face.ink(lines[-1] if lines else "")
    height = top - bottom + (len(lines) - 1) * LEADING if lines else 0.0
    return {
        "masthead-size": f"{size:.3f}pt",
        "masthead-scale": f"{min(1.0, points(profile['masthead-room']) / width / size):.4f}",
        "masthead-ink": f"{ASCENT - top:.4f}",
        "masthead-height": f"{height:.4f}",
        "masthead-leading": f"{LEADING:.4f}",
    }
