"""What is mended in a drawing because it is certain: said in a way that every reader reads.

Colours in words of another space become red, green and blue; sizes of type in words become numbers; `font`
becomes its parts; of a `switch` the part that can be drawn is taken; pictures inside are judged as files are.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from typing import Any

from ..unusable import UnusablePicture
from .allowed import ELEMENTS, NAMESPACE

NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?"
NUMERIC = re.compile(NUMBER)
EMBEDDED = re.compile(
    r"\s*data:image/(?:png|jpe?g|gif|webp|bmp|tiff)(?:;charset=[\w-]{1,20})?;base64,", re.IGNORECASE
)
COLOUR = re.compile(r"\b(?:hsla?|hwb|oklab|oklch|lab|lch|color)\([^()]{0,100}\)", re.IGNORECASE)
WORDS = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
    "xxx-large": 48,
}  # fmt: skip
"""Pixels of the sizes that have names (CSS Fonts 4, 2.5)."""
STEPS = {"smaller": "0.833em", "larger": "1.2em"}
SIZE = r"(?:x{1,3}-)?(?:smaller|small|larger|large|medium)"
SIZE_WORD = re.compile(rf"(font-size\s*:\s*)({SIZE})\b", re.IGNORECASE)
SHORTHAND = re.compile(r"(^|[;{\s])font\s*:\s*([^;{}]{1,300})", re.IGNORECASE)
SIZED = re.compile(rf"[\d.]+[a-z%]+|{SIZE}", re.IGNORECASE)
BOLD, SLANTED = frozenset({"bold", "bolder", "600", "700", "800", "900"}), frozenset({"italic", "oblique"})


Judge = Callable[[bytes], tuple[str, bytes]]
"""Takes the bytes of a picture made of dots, gives its media type and the bytes that every reader takes."""


class UnknownColour(ValueError):  # noqa: N818 - what it is, not that it is an error
    """A colour that cannot be said in red, green and blue."""


def mended_value(name: str, value: str) -> str:
    """Return what an attribute says, in words of every reader. Raises UnknownColour."""
    if name == "font-size":
        return size_in_numbers(value)
    return in_rgb(value) if "(" in value else value


def mended_sheet(text: str) -> str:
    """Return declarations in words of every reader. Raises UnknownColour."""
    text = SHORTHAND.sub(parts_of_font, text)
    text = SIZE_WORD.sub(lambda found: found[1] + size_in_numbers(found[2]), text)
    return in_rgb(text) if "(" in text else text


def size_in_numbers(text: str) -> str:
    """Return a size of type as a number; one that is a number stays as it is."""
    word = text.strip().lower()
    return f"{WORDS[word]}px" if word in WORDS else STEPS.get(word, text)


def parts_of_font(found: re.Match[str]) -> str:
    """Return the declarations that `font` stands for; as it was where it cannot be read."""
    words = found[2].replace(" /", "/").replace("/ ", "/").split()
    sizes = [word.partition("/")[0] for word in words]
    place = next((number for number, size in enumerate(sizes) if SIZED.fullmatch(size)), None)
    if place is None or place + 1 == len(words):
        return found[0]
    before = {word.lower() for word in words[:place]}
    weight = "font-weight:bold;" if before & BOLD else ""
    slant = "font-style:italic;" if before & SLANTED else ""
    family = " ".join(words[place + 1 :])
    return f"{found[1]}{slant}{weight}font-size:{sizes[place]};font-family:{family}"


def in_rgb(text: str) -> str:
    """Return a value, or a sheet, whose colours are red, green and blue. Raises UnknownColour."""
    return COLOUR.sub(lambda found: rgb(found[0]), text)


def rgb(text: str) -> str:
    """Return one colour in red, green and blue. Raises UnknownColour."""
    from tinycss2.color5 import parse_color

    try:
        colour = parse_color(text)
        red, green, blue = (round(255 * min(max(one, 0), 1)) for one in colour.to("srgb").coordinates)
    except (NotImplementedError, AttributeError, ValueError, TypeError) as error:
        raise UnknownColour from error
    opacity = "" if colour.alpha == 1 else f",{colour.alpha:g}"
    return f"rgb{'a' if opacity else ''}({red},{green},{blue}{opacity})"


def mend_ellipse(element: Any) -> bool:
    """Give an ellipse of one radius the other one (SVG 2, 10.4: auto), which the renderer does not know."""
    if element.tag != f"{{{NAMESPACE}}}ellipse" or ("rx" in element.attrib) == ("ry" in element.attrib):
        return False
    one = element.get("rx", element.get("ry"))
    element.set("rx", one)
    element.set("ry", one)
    return True


def choose_of_switches(root: Any, note: Callable[[str], None]) -> bool:
    """Leave of every `switch` the first part that can be drawn (SVG 2, 5.10); say whether there was any.

    Drawing programs write text twice, as HTML and as plain text. Where the plain text is cut short, `note`
    is told.
    """
    switches = list(root.iter(f"{{{NAMESPACE}}}switch"))
    for switch in switches:
        parts = [part for part in switch if isinstance(part.tag, str)]
        passed = [part for part in parts if not can_be_drawn(part)]
        chosen = next((part for part in parts if part not in passed and is_for_us(part)), None)
        lost = {squeezed(part) for part in passed if is_for_us(part)} - {"", squeezed(chosen)}
        if lost or (chosen is None and parts):
            note("switch")
        for part in parts:
            if part is not chosen:
                switch.remove(part)
        switch.tag = f"{{{NAMESPACE}}}g"
    return bool(switches)


def can_be_drawn(part: Any) -> bool:
    """Say whether an element is one that is drawn."""
    namespace, _, name = part.tag.rpartition("}")
    return namespace == f"{{{NAMESPACE}" and name in ELEMENTS


def is_for_us(part: Any) -> bool:
    """Say whether an element of a `switch` is meant for a reader of Chinese without extensions."""
    languages = [one.strip().lower() for one in part.get("systemLanguage", "zh").split(",")]
    return not part.get("requiredExtensions", "").strip() and any(one[:2] == "zh" for one in languages)


def squeezed(part: Any) -> str:
    """Return the text of an element without blanks, nothing for none."""
    return "" if part is None else "".join("".join(part.itertext()).split())


def is_embedded(address: str) -> bool:
    """Say whether an address is a picture made of dots itself, and leads nowhere."""
    return EMBEDDED.match(address) is not None


def judged_within(address: str, judge: Judge) -> str:
    """Return a picture in a drawing as a file of it would be taken: upright, in colours of a screen.

    Raises UnusablePicture.
    """
    head = EMBEDDED.match(address)
    assert head  # `Door.stays` said so
    try:
        data = b64decode("".join(address[head.end() :].split()), validate=True)
    except NotBase64 as error:
        raise UnusablePicture("image-broken") from error
    media_type, picture = judge(data)
    return address if picture == data else f"data:{media_type};base64,{b64encode(picture).decode()}"
