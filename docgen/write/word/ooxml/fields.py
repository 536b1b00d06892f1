"""Fields (域): what Word works out itself, such as page numbers, each with a result ready to be read.

A viewer that never updates fields shows the cached result, so that is always the right one where it is known.
"""

from .xml import escape, quote

# Word's switches for the CSS counter styles a page number may have.
SWITCHES = {
    "upper-roman": r"\* ROMAN", "lower-roman": r"\* roman", "upper-alpha": r"\* ALPHABETIC",
    "lower-alpha": r"\* alphabetic", "cjk-decimal": r"\* CHINESENUM3", "decimal": "",
}  # fmt: skip
COUNTS = {"page": "PAGE", "pages": "NUMPAGES"}


def field(instruction: str, result: str, properties: str = "") -> str:
    """Return a field whose result is plain text in one run."""
    return (
        f"<w:fldSimple w:instr={quote(f' {instruction} ')}><w:r>{properties}"
        f'<w:t xml:space="preserve">{escape(result)}</w:t></w:r></w:fldSimple>'
    )


def page_instruction(counter: str, style: str) -> str:
    """Return PAGE or NUMPAGES in the counter style CSS asks for."""
    return f"{COUNTS[counter]} {SWITCHES.get(style, '')}".strip()


def page_reference(bookmark: str, style: str) -> str:
    """Return PAGEREF in the counter style CSS asks for, as a link to the place."""
    return rf"PAGEREF {bookmark} \h {SWITCHES.get(style, '')}".strip()


def style_reference(style: str) -> str:
    """Return STYLEREF; headings by their level, as their name depends on the language of Word."""
    level = style.removeprefix("heading ")
    return f"STYLEREF {level}" if level.isdecimal() else f'STYLEREF "{style}"'


def begin(instruction: str) -> str:
    """Return the runs that open a field whose result is more than one run."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end() -> str:
    """Return the run that closes a field opened by `begin`."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
