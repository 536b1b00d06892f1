"""Joint issue in every format that has it, all invented: letters, 上行文, names long and unlike."""

from tests.support.samples import document, red_square

OFFICES = {
    "a": "示例市食品药品安全委员会办公室",
    "b": "示例市教育局",
    "c": "示例市市场监督管理局",
    "d": "示例市卫生健康委员会",
    "e": "示例市公安局",
    # 22 characters and more; and very short ones
    "l": "示例自治区示例市食品药品安全属地管理责任工作专班",
    "m": "示例自治区示例市市场监督管理综合行政执法局大队",
    "n": "示例自治区示例市校园食品安全联席会议制度办公室",
    "o": "示例自治区示例市农畜产品质量安全检验检测中心站",
    "p": "示例自治区示例市食品药品安全应急指挥协调办公室",
    "q": "示例自治区示例市民族团结进步创建活动领导小组办",
    "r": "示例自治区示例市老年人助餐服务工作协调小组办公",
    "s": "示例自治区示例市农村集体聚餐申报管理工作办公室",
    "x": "市委办",
    "y": "市网信办",
}
LONG = "lmnopqrs"
MIXED = "lxbmycde"
BODY = "|\n  为保障学生饮食安全，现就联合检查有关事项通知如下（示例）。\n\n  # 检查内容\n\n  进货查验。\n"
SIGNATORIES = ["李某某", "王某", "欧阳某某", "赵某某", "钱某"]
COUNTS = (2, 3, 5, 8)
UPWARD = (2, 3, 5)


def entry(key: str, name: str) -> str:
    """Return an office as content/offices.yaml has it."""
    return (
        f"{key}:\n  name: {name}\n  masthead: {name}\n  code: 示{key}\n  letter_code: 示{key}函\n"
        "  seal: images/seal.png\n  contact: {name: 张某某, phone: 0891-0000000}\n"
    )


def joint(keys: str, **changes: str | None) -> str:
    """Return a document of the offices called by `keys`, the host first."""
    fields = {"genre": None, "office": None, "offices": f"[{', '.join(keys)}]", "body": BODY, **changes}
    return document(**fields)


def letter(count: int) -> str:
    """Return a letter (信函格式) of several offices."""
    number = f"示a函〔2024〕{count}号"
    return joint(
        "abcde"[:count], kind="函", doc_number=number, title="关于测试的函", addressees="[示例县人民政府]"
    )


def upward(count: int) -> str:
    """Return a 请示 of several offices, each with its 签发人."""
    changes = {"kind": "请示", "doc_number": f"示a〔2024〕{count}0号", "title": "关于测试的请示"}
    signed = f"[{', '.join(SIGNATORIES[:count])}]"
    return joint("abcde"[:count], **changes, addressees="[示例省人民政府]", signatory=signed)


def named(keys: str, seal: str) -> str:
    """Return a notice of the offices called by `keys`, with seals (是) or without (否)."""
    number = f"示{keys[0]}〔2024〕{len(keys)}{ord(keys[1]) - 90}{'1' if seal == '是' else '2'}号"
    return joint(keys, kind="通知", doc_number=number, seal=seal)


DOCUMENTS = {
    **{f"letter-{count}": letter(count) for count in (2, 3)},
    **{f"upward-{count}": upward(count) for count in UPWARD},
    **{
        f"{name}-{count}-{'sealed' if seal == '是' else 'unsealed'}": named(keys[:count], seal)
        for name, keys in (("long", LONG), ("mixed", MIXED))
        for count in COUNTS
        for seal in ("是", "否")
    },
}
FILES = {
    "content/offices.yaml": "".join(entry(*one) for one in OFFICES.items()),
    "content/images/seal.png": red_square(),
    **{f"content/letters/{name}.yaml": text for name, text in DOCUMENTS.items()},
}
"""The files of a project that has them all."""
