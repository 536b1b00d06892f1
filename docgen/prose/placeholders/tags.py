"""What a placeholder looks like: its braces, the sign in it, and the names it may hold."""

import re

# A tag that stands alone on its line takes the line with it (the Mustache manual, "standalone tags").
# The last form catches braces that belong to no tag.
TAG = re.compile(
    r"^[ \t]*\{\{(?P<alone>[#^/!])(?P<alone_name>[^{}]*)\}\}[ \t]*(?:\r?\n|\Z)"
    r"|(?P<unescaped>\{\{\{[^{}]*\}\}\})"
    r"|\{\{(?P<sign>[#^/!&>=]?)(?P<name>[^{}]*)\}\}"
    r"|(?P<stray>\{\{|\}\})",
    re.MULTILINE,
)
UNIT = ("unit", "单位")
"""What may stand behind a figure's name and a stroke: print it with its unit."""
WIDE = r"[^\x00-\x7f]"
JOIN = rf"[/／、·]+|(?<={WIDE})[ \u3000]+(?={WIDE})"
BRACKET = rf"(?:（|(?<={WIDE})\()[^（()）{{}}.|'\"]+[）)]"
WORD = rf"[\w-]+(?:(?:{JOIN})[\w-]+|{BRACKET}|[%％])*"
"""A part of a name: a word, or a column's heading as an office writes it, 捐资额（元）, 职务/职称."""
NAME = re.compile(rf"\.|{WORD}(?:\.{WORD})*")
FULL_WIDTH = re.compile(r"[{｛]{2}[^{}｛｝\n]*[}｝]{2}")
NARROW = str.maketrans("｛｝＃／＾！．＿－", "{}#/^!._-")


def half_width(text: str) -> str:
    """Return a text with its placeholders half-width where a Chinese keyboard made them ｛｛ 名称 ｝｝."""
    return FULL_WIDTH.sub(lambda found: found[0].translate(NARROW), text)


def tags(text: str) -> list[str]:
    """Return the placeholders of a text in order, without remarks and units: `office.name`, `#items`, `/`."""
    found = []
    for tag in TAG.finditer(half_width(text)):
        sign, name = tag["alone"] or tag["sign"] or "", tag["alone_name"] or tag["name"] or ""
        if sign != "!":
            found.append(sign if sign == "/" else sign + parted(name)[0])
    return found


def parted(tag: str) -> tuple[str, str]:
    """Return the name in a tag, and what stands behind a stroke, of any width: `figures.a | unit`."""
    name, _, form = tag.replace("｜", "|").partition("|")
    return name.strip(), form.strip()
