"""Signs that leave no ink: which of them belong to the spelling of a word, and which got in by copying.

Uyghur, Persian, Mongolian and the scripts of India write names with joiners, direction marks and selectors
that nobody sees and no one may drop; between 汉字 or Latin letters the same signs are an accident. Which
scripts use which: the Unicode Standard 15, 23.2 (joiners), 23.3 (bidirectional marks) and 13.5 (Mongolian).
"""

import re
import unicodedata

JOINERS = "\u200c\u200d"
MARKS = "\u061c\u200e\u200f"
NARROW_SPACE = "\u202f"
"""Parts a Mongolian ending from its word, and is no white space to be folded."""
MONGOLIAN = "\u1800-\u18af\U00011660-\U0001167f"
RIGHT_TO_LEFT = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010a00-\U00010cff\U00010d00-\U00010f6f\U0001e800-\U0001eeff"
)
INDIC = "\u0900-\u0dff\u0e80-\u0eff\u1000-\u109f\u1700-\u17ff\u1a20-\u1aaf\uaa60-\uaa7f\U00011000-\U000117ff"

# A sign, and before or after it the letters of a script that writes with it; other signs may stand between.
SPELLING = {
    JOINERS: MONGOLIAN + RIGHT_TO_LEFT + INDIC,
    MARKS: RIGHT_TO_LEFT,
    "\u180b-\u180f": MONGOLIAN,
    NARROW_SPACE: MONGOLIAN,
}
ANY_SIGN = "".join(SPELLING)
SPELT = re.compile(
    "|".join(
        f"(?<=[{letters}])[{ANY_SIGN}]{{0,3}}[{signs}]|[{signs}](?=[{ANY_SIGN}]{{0,3}}[{letters}])"
        for signs, letters in SPELLING.items()
    )
)

# Default_Ignorable_Code_Point of the Unicode Character Database: drawn as nothing even where no face has it.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def spelt(text: str) -> set[int]:
    """Return where in `text` stand signs that spell a word together with the letters beside them."""
    return {index for found in SPELT.finditer(text) for index in range(*found.span())}


def leaves_ink(character: str) -> bool:
    """Return whether a character is drawn; one that Unicode does not know would be drawn as an empty box."""
    is_control = unicodedata.category(character) in ("Cc", "Cf")
    return not (character.isspace() or is_control or IGNORABLE.fullmatch(character))
