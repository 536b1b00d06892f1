"""What is typed is what is printed: no character of any text is lost or changed, save the signs that look.

Whatever Markdown made of a text is turned back into signs here (bold into `**`, an item into its number) and
held against what was typed, white space aside. `DOCGEN_TEXTS=20000` tries as many texts; else a twentieth.
"""

import json
import os
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pymupdf
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from docgen.foundation.errors import ContentError, Place
from docgen.pipeline.stops import write
from docgen.prose.html import to_html
from tests.support.reading import Word, missing
from tests.support.samples import composed, document, project

TEXTS = int(os.environ.get("DOCGEN_TEXTS", "1000"))

SIGNS = list("*_~\\<>&|[]()!#-+.:`{}=\"'/^$%@,;?")
WIDE = list("＊＿～＜＞＆｜［］（）！＃－＋．：｀｛｝，；？“”‘’《》、。…—·①㎡￥〔〕")
WORDS = [
    "甲",
    "乙方",
    "规格",
    "第一条",
    "张",
    "李",
    "王",
    "请",
    "务必",
    "3",
    "12",
    "2024",
    "0891",
    "5.5",
    "a",
    "Xi",
    "PDF",
    "b2",
]
LINES = ["\n", "\n", "\n\n", " ", "  \n", "    ", "\t", "\u3000\u3000", "\n---\n", "\n===\n", "\n***\n"]
STARTS = [
    "\n# ",
    "\n#",
    "\n- ",
    "\n* ",
    "\n+ ",
    "\n> ",
    "\n>",
    "\n1. ",
    "\n3. ",
    "\n2024. ",
    "\n1．",
    "\n（1）",
    "\n一、",
    "\n| ",
]
RUNS = [
    "**",
    "**",
    "***",
    "****",
    "&nbsp",
    "&foo;",
    "&lt",
    "<b>",
    "<div>",
    "<a@b.cn>",
    "[甲](乙)",
    "](",
    "[1]:",
    "3*1.2",
    "5*6*7",
    "3**2",
    "a_b_c",
]
TOKENS = [*SIGNS, *WIDE, *WORDS, *WORDS, *WORDS, *LINES, *STARTS, *RUNS]

PAIRS = {"strong": "**", "em": "*", "code": "`"}
SEPARATOR = re.compile(r"^(?=.*\|)(?=.*[-—－─])[|｜:：\-—－─ ]+$", re.MULTILINE)
ESCAPE = re.compile(r"\\(?=[*`\[\]|!#>+\-.])")
ENTITY = re.compile(r"&(?:nbsp|lt);")
CLOSED = re.compile(r"^\s*#+[ \t\u3000].*[ \t\u3000]#+\s*$", re.MULTILINE)
NARROW = {0xFF01 + number: 0x21 + number for number in range(94)}


class Signs(HTMLParser):
    """Turns HTML back into a pattern of the signs that were typed for it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.numbers: list[int | None] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add what is typed before an element."""
        given = dict(attrs)
        if tag in PAIRS:
            self.pieces.append(re.escape(PAIRS[tag]) + ("+" if tag == "code" else ""))
        elif re.fullmatch("h[2-5]", tag):
            self.pieces.append("#" * (int(tag[1]) - 1))
        elif tag in ("ol", "ul"):
            self.numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self.pieces.append(self.item())
        elif tag == "a":
            self.links.append(given["href"] or "")
            self.pieces.append(r"\[")
        elif tag == "img":
            self.pieces.append(re.escape(folded(f"![{given['alt']}]({given['src']})")))

    def handle_endtag(self, tag: str) -> None:
        """Add what is typed behind an element."""
        if tag in PAIRS:
            self.pieces.append(re.escape(PAIRS[tag]) + ("+" if tag == "code" else ""))
        elif tag in ("ol", "ul"):
            self.numbers.pop()
        elif tag == "a":
            self.pieces.append(re.escape(f"]({self.links.pop()})"))

    def item(self) -> str:
        """Return the sign of the next item of the innermost list."""
        number = self.numbers[-1]
        if number is None:
            return "[-*+]"
        self.numbers[-1] = number + 1
        return rf"{number}\."

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.pieces.append(re.escape(folded(data)))


def folded(text: str) -> str:
    """Return a text without white space, each full-width sign as a half-width one."""
    return "".join(text.split()).translate(NARROW)


def signs(html: str) -> str:
    """Return the pattern of what was typed for a page."""
    reader = Signs()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)


def read_otherwise(text: str) -> bool:
    """Say whether a text holds what prints as another sign: the row below a table's head, a backslash…"""
    return any(pattern.search(text) for pattern in (SEPARATOR, ESCAPE, CLOSED, ENTITY))


texts = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=30).map("".join)


@settings(max_examples=TEXTS, suppress_health_check=[HealthCheck.filter_too_much])
@given(texts)
@example("3*1.2米，单价5*100元，另见“附件*”说明。电话0906-882*1234*。")
@example("2024. 6. 20 起施行。\n\n12345. 开通。\n\n0891. 不变。")
@example("拉政发[2024](3)号，[目录](见下页)")
@example("张**、李**和王**两人，138****1234，3**2和4**2")
@example("甲：\n* 乙\n\n3. 丙\n5. 丁\n5. 戊\n\n>60分\n> 60分\n#5锅炉\n#话题#\n# 关于C#")
def test_every_character_that_is_typed_is_printed(text: str) -> None:
    assume(not read_otherwise(text))
    try:
        html = to_html(text, {}, lambda offset: Place())
    except ContentError:
        return  # refused with its place: nothing leaves
    typed, pattern = folded(text), signs(html)
    if "<blockquote>" in html:
        typed, pattern = typed.replace(">", ""), pattern.replace(">", "")
    assert re.fullmatch(pattern, typed), html


PAGE_NUMBER = re.compile("—[0-9]+—")
PRINTED = 300


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """Return texts that hold no Markdown, by what they print."""
    random, found = Random(11), dict[str, str]()
    while len(found) < PRINTED:
        text = "甲" + "".join(random.choices(TOKENS, k=random.randint(3, 25)))
        try:
            html = "<table>" if read_otherwise(text) else to_html(text, {}, lambda offset: Place())
        except ContentError:
            continue
        if set(re.findall("<([a-z0-9]+)", html)) <= {"p", "span"}:
            found["".join(unescape(re.sub("<[^>]*>", "", html)).split())] = text
    return found


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_character_that_is_typed_is_printed_in_both_formats(
    form: str, plain: dict[str, str], tmp_path: Path
) -> None:
    assert [folded(text) for text in plain.values()] == [folded(printed) for printed in plain]
    body = json.dumps("\n\n".join(plain.values()), ensure_ascii=False)
    data = write(composed(project(tmp_path, letter=document(body=body))), form).data
    text = (
        Word(data).text if form == "docx" else "".join(page.get_text() for page in pymupdf.open(stream=data))
    )
    printed = PAGE_NUMBER.sub("", "".join(text.split()))
    assert missing([PAGE_NUMBER.sub("", one) for one in plain], printed) == []
