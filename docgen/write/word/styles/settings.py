"""Document settings and the font table: how Word is to treat a document made for Chinese lines."""

from collections.abc import Iterable

from ..ooxml.xml import part, quote, val
from .font_slots import Faces, script


def settings(mirrored: bool, odd_and_even: bool, footnotes: bool) -> bytes:
    """Return the settings part, in the order of CT_Settings (ISO/IEC 29500-1, 17.15.1.78)."""
    return part(
        "settings",
        '<w:zoom w:percent="100"/>',
        val("mirrorMargins") if mirrored else "",
        val("defaultTabStop", 420),
        val("evenAndOddHeaders") if odd_and_even else "",
        val("characterSpacingControl", "doNotCompress"),
        notes() if footnotes else "",
        compatibility(),
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN" w:bidi="bo-CN"/>',
        COLOUR_MAP,
        val("decimalSymbol", "."),
        val("listSeparator", ","),
    )


COLOUR_MAP = "".join(
    (
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"',
        *(f' w:accent{number}="accent{number}"' for number in range(1, 7)),
        ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>',
    )
)
"""Which colours of the theme Word's menus begin with (17.15.1.20)."""


def notes() -> str:
    """Return where Word finds the lines that part notes from the text."""
    return '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


def compatibility() -> str:
    """Return `w:compat`: Word 2013 lay-out with its East Asian rules."""
    address = "http://schemas.microsoft.com/office/word"
    names = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    said = "".join(
        f'<w:compatSetting w:name={quote(name)} w:uri="{address}" w:val="{value}"/>'
        for name, value in names.items()
    )
    # A line that `br` ends is not spread over its width.
    names_only = ("balanceSingleByteDoubleByteWidth", "doNotExpandShiftReturn", "useFELayout")
    return f"<w:compat>{''.join(map(val, names_only))}{said}</w:compat>"


def font_table(families: Iterable[str], faces: Faces) -> bytes:
    """Return the font table: what Word may take instead of a face the reader's machine lacks."""
    return part("fonts", *(font(family, faces) for family in dict.fromkeys(families)))


def font(family: str, faces: Faces) -> str:
    """Return one font, by its Word name, with its character set (86 is GB 2312)."""
    charset = {"hani": "86"}.get(script(family, faces), "00")
    name = quote(faces.word_name(family))
    return f'<w:font w:name={name}><w:charset w:val="{charset}"/><w:pitch w:val="variable"/></w:font>'
