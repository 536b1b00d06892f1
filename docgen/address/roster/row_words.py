"""What the words of a row say it is, other than a recipient: a total, a note, a signature, a group's heading.

In goes the text of a cell. Words count that open the text and end it or are followed by a colon, a bracket or
a number, so that 合计： and 小计3人 are totals and a 合计村 is none.
"""

import re
import unicodedata
from collections.abc import Mapping

from .fillers import is_error, is_filler, squeezed

COUNTED = "人名个家户件份位所条项"
SUMS = "合计|总计|小计|累计|共计|总数|总人数|合计数|平均|平均数|平均值|平均分|最高分|最低分"
ENGLISH_SUMS = "(?i:(?:grand|sub)?total|sum|average)"
TOTAL = (
    rf"\(?(?:本[页表组类]|以上|全部|人数|各[县区乡镇村街]+)?(?:{SUMS})(?:人数|[{COUNTED}元]数?)?(?:[:(\[\d].*|\))?"
    rf"|\(?(?:以上)?(?:总共|共有|共)\d+[{COUNTED}].*|.{{1,12}}(?:合计|总计|小计|累计)(?:[:(\[\d].*)?"
    rf"|{ENGLISH_SUMS}(?:[:(\[\d].*)?"
)

REMARKS = "备注|说明|填表说明|填报说明|附注|注意|注意事项|注"
NOTE = (
    rf"\(?(?:{REMARKS})(?:\d*[:(\[.、].*|\))?|(?:附|附件|要求|提示|依据|数据来源|来源):.*|[※☆★]\D+"
    r"|\(?(?:以下|此页)(?:空白|无正文)\)?|\(?本页完\)?|第\d+页.*|共\d+页"
    r"|\(?(?:续(?:上|前)?[表页]|接上[表页]|[转接]下[表页])\)?|[—-]+完[—-]+|(?:全部)?完毕|全文完"
)

SIGNERS = (
    "填表|填表人|填报人|制表|制表人|制单|审核|审核人|审批|审批人|审定|审签|复核|复核人|校对|校核|核对人|统计人|登记人"
    "|审批意见|审核意见|领导意见|负责人签名|领导签名|经办人签字|审核人签字"
    "|经办人|经手人|单位负责人|部门负责人|主要负责人|科室负责人|负责人|主管领导|分管领导|单位领导|领导签字|负责人签字"
    "|签字|签名|盖章|公章|单位盖章|单位公章|填表单位|填报单位|制表单位|报送单位|上报单位|编制单位|审核单位"
    "|填表时间|填表日期|填报时间|填报日期|制表时间|制表日期|报送时间|上报时间|打印时间|打印日期|日期"
)
LABELS = "联系人|联系电话|电话|传真|单位|单位名称|部门|时间|地址|姓名"
SIGNATURE = rf"\(?(?:{SIGNERS})(?:[:(\[_].*|\))?|(?:{LABELS})(?::|\(盖?章\)|\(公章\)).*"
SIGNATURE += r"|.{2,30}\((?:盖章|公章|签章|签字|签名)\)"
SIGNED = re.compile(rf"(?:{SIGNERS})\s+\S.*", re.DOTALL)

WORDS: Mapping[str, re.Pattern[str]] = {
    "total": re.compile(TOTAL, re.DOTALL),
    "note": re.compile(NOTE, re.DOTALL),
    "signature": re.compile(SIGNATURE, re.DOTALL),
}

PARTS = "组|小组|批|批次|类|部分|片|片区|单元|分区"
NUMERAL = "〇零○一二三四五六七八九十百"
DATE = (
    rf"[\d_{NUMERAL}]*年[\d_{NUMERAL}]*(?:月(?:[\d_{NUMERAL}]*日)?)?|\d{{4}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?"
)
ALONE: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(DATE),
    "group": re.compile(rf"[{NUMERAL}]+[、.].+|\([{NUMERAL}]+\).+|第[{NUMERAL}\d]+(?:{PARTS})(?:[、:(.].*)?"),
    "note": re.compile(r".*[。;!].*|\d+[.、)]\D.*|[^:]{1,12}:.*", re.DOTALL),
}
"""What a text makes of a row in which it stands alone; with more in the row it may be a name."""

CHINESE = re.compile(rf"\(?[{NUMERAL}]+[)、.]?")
"""The number of a group, where the rows have 1, 2, 3."""

FIGURE = re.compile(r"[¥$]?[-+]?\d[\d,]*(?:\.\d+)?[%‰]?[一-鿿]{0,3}(?:[(\[].*)?")


def kind_of(text: str) -> str:
    """Return what a text makes of the row it opens: total, note, signature, or an empty text."""
    plain = squeezed(text)
    found = next((kind for kind, words in WORDS.items() if words.fullmatch(plain)), "")
    return found or ("signature" if SIGNED.fullmatch(unicodedata.normalize("NFKC", text)) else "")


def is_sure(text: str) -> bool:
    """Say whether a text that has a kind cannot also be a name: it goes on after its word."""
    return not squeezed(text).isalpha()


def kind_alone(text: str) -> str:
    """Return what a text makes of a row in which nothing else stands: date, group, note, or an empty text."""
    plain = squeezed("、".join(text.split()) if text.lstrip().startswith("第") else text)
    return next((kind for kind, words in ALONE.items() if words.fullmatch(plain)), "")


def is_figure(text: str) -> bool:
    """Say whether a text is a number, with its unit or a remark in brackets."""
    return FIGURE.fullmatch(squeezed(text)) is not None


def is_personal(text: str) -> bool:
    """Say whether a text tells something of a person: it is no label, figure, date or filler, no total."""
    is_label = squeezed(text).endswith(":")
    is_value = is_figure(text) or kind_alone(text) == "date" or is_filler(text) or is_error(text)
    return not (is_label or is_value or kind_of(text))


def is_chinese_number(text: str) -> bool:
    """Say whether a text is 一, （二） or 三、."""
    return CHINESE.fullmatch(squeezed(text)) is not None
