"""The door of a drawing: what may not stay goes, what is certain is mended, what would be missed is noted."""

from dataclasses import dataclass, field
from typing import Any

from ..unusable import UnusablePicture
from .allowed import (
    ATTRIBUTES,
    DECLARATION,
    ELEMENTS,
    NAMESPACE,
    SILENT,
    UNDRAWABLE,
    XLINK,
    is_missed,
    is_unsafe,
)
from .mending import (
    NUMERIC,
    Judge,
    UnknownColour,
    is_embedded,
    judged_within,
    mend_ellipse,
    mended_sheet,
    mended_value,
)


@dataclass
class Door:
    """Takes out what is not allowed, and knows what of it would have been seen."""

    judge: Judge
    undrawn: dict[str, None] = field(default_factory=dict)
    changed: bool = False

    def note(self, part: str) -> None:
        """Note a part that would have been seen and is not drawn."""
        self.undrawn[part] = None

    def clean(self, element: Any) -> None:
        """Clean an element and all below it."""
        for child in list(element):
            if self.stays(child):
                self.clean(child)
            else:
                self.take_out(child)
        for name, value in element.items():
            kept = self.kept(element, name, value)
            if kept is None:
                del element.attrib[name]
            elif kept != value:
                element.set(name, kept)
            self.changed |= kept != value
        self.changed |= mend_ellipse(element)

    def take_out(self, child: Any) -> None:
        """Take an element out; the text behind it stays."""
        child.text = None
        before, parent = child.getprevious(), child.getparent()
        if child.tail and before is not None:
            before.tail = (before.tail or "") + child.tail
        elif child.tail:
            parent.text = (parent.text or "") + child.tail
        parent.remove(child)
        self.changed = True

    def stays(self, child: Any) -> bool:
        """Say whether an element may stay; what would have been seen and may not is noted."""
        if not isinstance(child.tag, str):
            return bool(child.tag.__name__ == "Comment")
        namespace, _, name = child.tag.rpartition("}")
        if namespace.strip("{") != NAMESPACE or name in SILENT:
            return False
        if name == "style":
            return self.sheet_stays(child)
        address = child.get("href", child.get(XLINK, ""))
        if name == "image" and not is_embedded(address):
            raise UnusablePicture("drawing-with-file", file=address[:100])
        if name not in ELEMENTS:
            self.note(name)
        return name in ELEMENTS

    def sheet_stays(self, sheet: Any) -> bool:
        """Say whether a style sheet may stay, mended; one that leads out of the picture goes."""
        text = sheet.text or ""
        if is_unsafe(text, sheet=True):
            self.note("style")
            return False
        mended = self.styled(text)
        self.changed |= mended != text
        sheet.text = mended
        return True

    def styled(self, text: str) -> str:
        """Return the declarations of a sheet or of an attribute `style`, mended; what is missed is noted."""
        if any(is_missed(found[1].lower(), found[2]) for found in DECLARATION.finditer(text)):
            self.note("style")
        return self.mended(text, "style", mended_sheet)

    def mended(self, text: str, part: str, mend: Any) -> str:
        """Return a value as every reader reads it; a colour that nobody can work out is noted."""
        try:
            return str(mend(text))
        except UnknownColour:
            self.note(part)
            return text

    def kept(self, element: Any, name: str, value: str) -> str | None:
        """Return what an attribute is to say, None where it may not stay; what would be missed is noted."""
        plain = name.rpartition("}")[2]
        if name == XLINK or plain == "href":
            if element.tag.rpartition("}")[2] == "image":
                return judged_within(value, self.judge)
            return value if value.strip().startswith("#") else None
        if name.startswith("{"):
            return value if name.startswith("{http://www.w3.org/XML/") else None
        if plain.startswith(("aria-", "data-")):
            return value
        if is_missed(plain, value):
            self.note(plain)
        if plain == "stroke-miterlimit" and not NUMERIC.fullmatch(value.strip()):
            self.note(plain)
            return None
        if plain not in ATTRIBUTES or plain in UNDRAWABLE or is_unsafe(value):
            return None
        if plain == "style":
            return self.styled(value)
        return self.mended(value, plain, lambda text: mended_value(plain, text))
