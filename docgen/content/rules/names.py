"""Names against one another: the genre and the title, the serial and the title, who gets the document."""

import re
from collections.abc import Iterator

from docgen.foundation import dates
from docgen.foundation.errors import Finding

from ..schemas.lists import split
from .facts import Facts, Text

# The fifteen 文种 of 党政机关公文处理工作条例, article 8.
GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "函", "纪要",
)  # fmt: skip
ALIKE = ({"决定", "通报"},)
"""What one kind may make: a commendation is a 决定 or a 通报."""
AFTER_GENRE = re.compile(r"(?:[（(《〔][^（）()《》〔〕]*[）)》〕]|[\s”’」』》。．.!！])+$")
LONGEST = 200
"""Characters at the end of a title that may say its genre."""
# At the end of a title, or alone on a line of it: 第2期培训班 is another matter.
ISSUE = re.compile(rf"[（(]?第 ?({dates.NUMBER}) ?期[）)]?\s*$", re.MULTILINE)
ATTACHMENT = re.compile(
    rf"(?<![《》])(?:详?见|填写|填报)(?:本通知|本文)?附件 ?(?P<number>{dates.NUMBER})?(?![〔《\d])"
)
REPORT = "报告"
ASKING = re.compile("妥否|当否|请(?:予)?(?:批示|批复|审批|批准|核准)|请示如下")
"""What asks a superior office to decide, which a 报告 must not do (条例, article 15, 4)."""
SHORTEST = 3
"""Characters of what is a part of a name rather than one: 各市、县人民政府，各市、县教育局."""
SEPARATORS = "、，；,;"


def another_genre(facts: Facts) -> Iterator[Finding]:
    """Give a title that does not end with the document's 文种 (GB/T 9704-2012, 7.3.1)."""
    title = facts.values.get("title", "")
    ending = AFTER_GENRE.sub("", "".join(title.split())[-LONGEST:])
    if not ending or ending.endswith("}}") or facts.is_wrong("genre"):
        return
    genre = facts.values.get("genre") or next(filter(facts.kind.title.endswith, GENRES), None)
    said = next(filter(ending.endswith, GENRES), None)
    if genre is None or (said is None and "genre" not in facts.values):
        return
    if ending.endswith(tuple(re.findall(r"[^（）、]+", genre))):  # 命令（令）
        return
    if not any({genre, said} <= words for words in ALIKE) or "genre" in facts.values:
        code = "title-other-genre" if said else "title-without-genre"
        yield facts.finding(code, "title", genre=genre, found=said or ending[-4:])


def report_that_asks(facts: Facts) -> Iterator[Finding]:
    """Give where a 报告 asks for a decision: nobody answers a report, so it would be waited for in vain."""
    if "signatory" not in facts.kind.schema["properties"] or not facts.kind.title.endswith(REPORT):
        return
    for text in (*facts.listed("body"), *facts.listed("closing")):
        for found in ASKING.finditer(text.text):
            yield text.finding("report-asks", found.start(), found=found[0])


def another_serial(facts: Facts) -> Iterator[Finding]:
    """Give a title that names another 第N期 than the document's serial."""
    serial, found = facts.values.get("serial"), ISSUE.search(facts.values.get("title", ""))
    if serial is not None and found and dates.number(found[1]) != serial:
        yield facts.finding("title-other-serial", "title", found=found[0], serial=serial)


def signatories_fewer(facts: Facts) -> Iterator[Finding]:
    """Give a joint 上行文 that does not name a 签发人 of each office (GB/T 9704-2012, 7.2.6)."""
    signed, count = facts.values.get("signatory"), len(facts.offices)
    if signed and len(signed) < count > 1:
        yield facts.finding("signatories-fewer", "signatory", count=count, found=len(signed))


def several_addressees(facts: Facts) -> Iterator[Finding]:
    """Give several 主送机关 written as one, where a kind (请示) takes one only (条例, article 15, 1)."""
    if facts.fields.first(("addressees",), "maxItems") != 1:
        return
    for text in facts.listed("addressees"):
        names = [one.text for one in split(text.text, SEPARATORS)]
        if len(names) > 1:
            yield text.finding("addressees-several", genre=facts.kind.title, names="”“".join(names))


def named_twice(facts: Facts) -> Iterator[Finding]:
    """Give who stands twice among those who get or sign it, and the attachments of one title."""
    people = [
        (name, text)
        for key in ("addressees", "copied_to", "signatory")
        for text in facts.listed(key)
        for name in members(text)
    ]
    titles = [
        (text.text.strip(), text) for text in facts.listed("attachments") if text.keys[2:] == ("title",)
    ]
    for named in (people, titles):
        first: dict[str, Text] = {}
        for name, text in named:
            if name in first:
                yield text.finding("named-twice", name=name, other=first[name].name)
            first.setdefault(name, text)


def members(text: Text) -> list[str]:
    """Return who is named in an entry; none where placeholders will say it."""
    if "{{" in text.text:
        return []
    names = [item.text.strip(" 　：:。") for item in split(text.text, SEPARATORS)]
    return [name for name in names if len(name) > SHORTEST or len(names) == 1]


def copied_to_itself(facts: Facts) -> Iterator[Finding]:
    """Give the office that sends the document, where it stands among those who get it."""
    own = {office.get(name) for office in facts.offices for name in ("name", "short_name")} - {None}
    for text in (*facts.listed("addressees"), *facts.listed("copied_to")):
        for name in members(text):
            if name in own:
                yield text.finding("named-itself", name=name)


def missing_attachments(facts: Facts) -> Iterator[Finding]:
    """Give where the body refers the reader to an attachment that the document has not.

    An attachment's own text may be another document, with attachments of its own.
    """
    if "attachments" not in facts.kind.schema["properties"] or facts.is_wrong("attachments"):
        return
    there = len(facts.values.get("attachments", ()))
    for text in facts.listed("body"):
        for found in ATTACHMENT.finditer(text.text):
            number = dates.number(found["number"]) if found["number"] else 1
            if number > there:
                yield text.finding("attachment-missing", found.start(), found=found[0], count=there)
