"""Documents at the edges of GB/T 9704-2012, all invented: many 签发人, long names, full pages, marks."""

from tests.support.samples import OFFICES, document

NAMES = [
    "张建国",
    "李四",
    "欧阳建国",
    "马小明",
    "赛力克·哈布都",
    "赵六",
    "钱七",
    "孙八",
    "周九",
    "吴十",
    "郑十一",
    "王二",
]


def report(count: int) -> str:
    changes = {"kind": "reports/work-report", "genre": None, "signatory": f"[{', '.join(NAMES[:count])}]"}
    return document(**changes, title="关于测试的报告", addressees="[示例市人民政府]")


def noted(titles: list[str]) -> str:
    listed = ", ".join(f'{{title: "{title}", body: 内容。}}' for title in titles)
    return document(attachments=f"[{listed}]")


ORGANS = ["示例自治区示例市食品药品安全委员会办公室", "示例市市场监督管理局"]


def filled(count: int, **changes: str) -> str:
    body = "|\n" + "".join(f"  第{number}段只有一行字。\n\n" for number in range(count))
    return document(body=body, copied_to="[示例市人民政府办公室]", **changes)


LONG_NAMED = f"""\
changming:
  name: {"".join(ORGANS)}
  masthead: {"".join(ORGANS)}
  code: 示食安办
"""
LONG = "关于进一步做好某某工作若干事项的补充说明和有关表格样式第{}部分"
TURNED = '"' + r"| 县（区） | 主体（家） |\n|---|---|\n" + r"| 示例县 | 1 |\n" * 30 + '"'
DOCUMENTS = {
    **{f"reports/signed-{count}": report(count) for count in (2, 3, 7, 12)},
    "letters/noted": noted([LONG.format(number) for number in range(1, 3)]),
    "letters/noted-twelve": noted(
        [*(f"第{number}表" for number in range(1, 10)), *map(LONG.format, (10, 11))]
    ),
    "letters/listed-over": filled(
        9, attachments="[{title: 甲表, body: 内容。}, {title: 乙表, body: 内容。}]"
    ),
    "letters/noted-once": noted([r"关于进一步做好某某工作若干事项的\n补充说明"]),
    "letters/titled": document(
        title="关于报送食品安全包保督导工作情况和有关统计数据的通知",
        attachments="[{title: 示例县食品安全属地管理责任和企业主体责任落实情况统计表, body: 内容。}]",
    ),
    "letters/marked": document(
        kind="letters/summons",
        genre=None,
        copy_number="'000001'",
        classification="机密★1年",
        urgency="特急",
        addressees="[示例县]",
        time="上午",
        place="示例",
        hosts="[示例]",
        summoned="[示例]",
        topics="[示例]",
        materials="[示例]",
    ),
    **{f"letters/filled-{count}": filled(count) for count in (1, 25, 28)},
    "letters/single-sided": filled(1, duplex="否"),
    # On sides 3 to 5: read from ODT, LibreOffice loses a header's box that begins on a section's second side.
    "letters/turned": filled(25, attachments=f"[{{title: 横排的表格, landscape: 是, body: {TURNED}}}]"),
    "letters/long-name": document(office="changming"),
}


FILES = {
    "content/offices.yaml": OFFICES + LONG_NAMED,
    **{f"content/{name}.yaml": text for name, text in DOCUMENTS.items()},
}
"""The files of a project that has them all."""
