"""Documents of the kinds that an office writes beside notices and letters, all invented."""

from tests.support.joint import entry
from tests.support.samples import document, red_square

SIGNED = "{post: 市长, name: 示例某, stamp: images/seal.png}"
TABLE = "|\n  | 县 | 数 |\n  |---|---|\n  | 甲县 | 1 |\n"
ARTICLES = "".join(f"      第条　第{count}条的话（示例）。\n" for count in range(1, 13))


def one(kind: str, number: int | None, **changes: str | None) -> str:
    """Return a document of a kind, with a number of its own where the kind has one."""
    numbered = f"示a〔2024〕{number}号" if number else None
    return document(**{"kind": kind, "genre": None, "office": "a", "doc_number": numbered, **changes})


def form(kind: str, **changes: str | None) -> str:
    """Return a form, which has neither number nor text."""
    return one(kind, None, **{"body": None, **changes})


LANDSCAPE = f"\n  - title: 宽表\n    landscape: 是\n    body: {TABLE}".replace("\n  |", "\n      |")
RULES = f"\n  - title: 示例办法\n    articles: 是\n    body: |\n      第一章　总则\n{ARTICLES}".rstrip("\n")
DOCUMENTS = {
    "posted": one("公告", 1, title="关于测试的公告", posted="是", closing="是"),
    "announced": one("通告", 2, title="关于测试的通告"),
    "motion": one(
        "议案", 3, title="关于测试的议案", addressees="[示例市人民代表大会常务委员会]", signed=SIGNED
    ),
    "resolution": one("决议", 4, title="关于测试的决议", passed="2024年6月20日示例市第1次全体会议通过"),
    "landscape": one("通知", 5, attachments=LANDSCAPE),
    "articles": one("通知", 6, title="关于印发《示例办法》的通知", forwarded=RULES),
    "noted": one("通知", 7, note="此件公开发布"),
    "card": form("座签", title="会议座签", recipients="people", line="'{{ recipient.单位 }}'"),
    "attendance": form("签到表", title="培训班签到表", recipients="people", blank_rows="3"),
    "agenda": form(
        "会议议程", title="测试会议议程", time="上午9时", place="示例楼", items="[{what: 讲话}, {what: 讨论}]"
    ),
    "record": form("包保督导记录表", title="督导记录表", items="[证照齐全, 进货查验]"),
    "incoming": form(
        "公文处理单", title="关于测试的函", received_from="示例县", their_number="示例函〔2024〕3号"
    ),
    "training": one(
        "培训通知", 8, title="关于举办测试培训班的通知", addressees="[各县]",
        attachments="[{title: 日程表, body: 上午（示例）。}, {title: 回执, body: 姓名（示例）。}]",
    ),
}  # fmt: skip
FILES = {
    "content/offices.yaml": entry("a", "示例市人民政府"),
    "content/images/seal.png": red_square(),
    "content/recipients/people.csv": "姓名,单位\n李某,示例县\n欧阳某某,示例区\n",
    **{f"content/letters/{name}.yaml": text for name, text in DOCUMENTS.items()},
}
"""The files of a project that has them all."""
