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


def report(count: int, **more: str) -> str:
    changes = {
        **more,
        "kind": "reports/work-report",
        "genre": None,
        "signatory": f"[{', '.join(NAMES[:count])}]",
    }
    return document(**changes, title="关于测试的报告", addressees="[示例市人民政府]")


def noted(titles: list[str]) -> str:
    listed = ", ".join(f'{{title: "{title}", body: 内容。}}' for title in titles)
    return document(attachments=f"[{listed}]")


ORGANS = ["示例自治区示例市食品药品安全委员会办公室", "示例市市场监督管理局"]


def filled(count: int, **changes: str) -> str:
    body = "|\n" + "".join(f"  第{number}段只有一行字。\n\n" for number in range(count))
    return document(body=body, copied_to="[示例市人民政府办公室]", **changes)


TWENTY_TWO = "中共示例自治区示例市委员会食品药品安全工作领"
LONG_NAMED = f"""\
jubu:
  name: 示例局
  masthead: 示例局
  code: 示局
ershi:
  name: {TWENTY_TWO}
  masthead: {TWENTY_TWO}
  code: 示办
changming:
  name: {"".join(ORGANS)}
  masthead: {"".join(ORGANS)}
  code: 示食安办
"""
ALL_MARKS = {"copy_number": "'000001'", "classification": "机密★1年", "urgency": "特急"}
SENTENCE = "为进一步做好示例工作，落实属地管理责任和企业主体责任，现就有关事项通知如下，请认真抓好贯彻落实。"
ALL_LEVELS = f"""|
  {SENTENCE * 2}

  # 一级标题很长很长需要回行的时候应当顶格排列在第二行也就是说标题回行应当与正文一样处理

  ## 二级标题

  ### 三级标题

  #### 四级标题

  {SENTENCE}

  - {SENTENCE}
  - 列表项二

  1. {SENTENCE}
  2. 第二
"""


def full(**changes: str) -> str:
    """Return a notice that has every element of 文件格式."""
    attached = (f"{{title: {title}, body: {SENTENCE}}}" for title in ("示例工作监督检查任务分工表", "提纲"))
    bodies = ["县委各部门", "县人大常委会办公室", "县政协办公室", "县纪委监委机关"] * 3
    return document(
        **ALL_MARKS,
        **changes,
        title="关于进一步加强食品安全属地管理责任和企业主体责任落实情况监督检查工作的通知",
        addressees="[各乡镇人民政府, 县政府各委、办、局, 各街道办事处, 各有关企业事业单位]",
        copied_to=f"[{', '.join(bodies)}]",
        note="此件公开发布",
        attachments=f"[{', '.join(attached)}]",
        body=ALL_LEVELS,
    )


LONG = "关于进一步做好某某工作若干事项的补充说明和有关表格样式第{}部分"
TURNED = '"' + r"| 县（区） | 主体（家） |\n|---|---|\n" + r"| 示例县 | 1 |\n" * 30 + '"'
DOCUMENTS = {
    **{f"reports/signed-{count}": report(count) for count in range(1, len(NAMES) + 1)},
    "reports/signed-urgent": report(5, urgency="特急"),
    "letters/full": full(),
    "letters/unsealed": full(seal="否"),
    "letters/unsealed-short": document(office="jubu", seal="否"),
    "letters/masthead-22": document(office="ershi"),
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
        **ALL_MARKS,
        addressees="[示例县]",
        time="上午",
        place="示例",
        hosts="[示例]",
        summoned="[示例]",
        topics="[示例]",
        materials="[示例]",
    ),
    **{f"letters/filled-{count}": filled(count) for count in (1, 7, 9, 11, 12, 25, 28)},
    "letters/reminded": document(
        kind="letters/reminder",
        genre=None,
        **ALL_MARKS,
        serial="12",
        addressees="[某某乡人民政府]",
        deadline="2024-06-30",
        copied_to="[示例市人民政府办公室]",
    ),
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
