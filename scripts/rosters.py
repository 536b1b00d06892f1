#!/usr/bin/env python3
"""Write content/recipients/commendation-2024.xlsx, the roster of the example commendation.

Three of the 77 are named in the office's report and keep its words; all others are invented, and every row
says so. The same bytes come out on every machine. XlsxWriter is a dependency of docgen.
"""

import sys
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

PATH = Path(__file__).parents[1] / "content" / "recipients" / "commendation-2024.xlsx"
HEADINGS = ("类别", "姓名（名称）", "工作单位及职务", "备注")
WIDTHS = (30, 42, 40, 16)
DAY = datetime(2024, 6, 28)

CADRES, MANAGERS, UNITS = "包保干部", "食品安全管理人员", "基层单位和食品生产经营单位"
NAMED = "见工作情况报告"
INVENTED = "示例"

TOWNS = (
    "城关区示例街道", "堆龙德庆区示例街道", "达孜区示例镇", "林周县示例乡",
    "当雄县示例镇", "尼木县示例乡", "曲水县示例镇", "墨竹工卡县示例乡",
)  # fmt: skip
POSTS = ("党工委书记", "办事处主任", "社区党支部书记", "包保干部")
BUSINESSES = ("示例供餐公司", "示例超市", "示例小学食堂", "示例宾馆餐厅", "示例乳品公司", "示例农贸市场")
JOBS = ("食品安全总监", "食品安全员")

CADRE_NAMES = (
    "扎西", "次仁卓玛", "边巴", "李建华", "旦增罗布", "王芳", "格桑", "尼玛次仁", "张晓明", "达娃",
    "洛桑旺堆", "陈丽", "巴桑拉姆", "刘志强", "普布", "德吉央宗", "赵伟", "平措", "央金", "杨海燕",
    "索朗多吉", "周涛", "仓决", "贡嘎", "吴秀英", "米玛", "旺姆", "孙国庆", "曲珍", "强巴赤列",
    "黄敏", "拉巴", "土登晋美",
)  # fmt: skip
MANAGER_NAMES = (
    "卓嘎", "马文军", "阿旺", "何静", "白玛", "郭勇", "次旦", "林小红", "罗桑", "唐磊",
    "拉珍", "许丹", "坚参", "邓超群", "措姆", "冯玉兰", "多吉", "曹阳", "仁青", "彭春梅",
    "朗杰", "魏东", "玉珍", "蒋立新", "嘎玛", "沈洁", "欧珠", "韩雪", "丹增", "宋志远",
    "班典", "叶青",
)  # fmt: skip
UNIT_NAMES = (
    "城关区示例街道办事处", "堆龙德庆区示例社区居民委员会", "林周县示例乡人民政府", "当雄县示例小学",
    "尼木县示例幼儿园", "曲水县示例市场监督管理所", "拉萨示例乳品有限责任公司", "墨竹工卡县示例超市",
    "拉萨示例团餐配送服务有限公司",
)  # fmt: skip

Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return the 34 cadres, 33 managers and 10 units, those of the report first in each class."""
    return [
        (CADRES, "城关区古城管委会书记", "", NAMED),
        *(
            (CADRES, name, TOWNS[n % len(TOWNS)] + POSTS[n % len(POSTS)], INVENTED)
            for n, name in enumerate(CADRE_NAMES)
        ),
        (MANAGERS, "西藏天地绿色饮品发展有限公司食品安全员", "", NAMED),
        *(
            (MANAGERS, name, BUSINESSES[n % len(BUSINESSES)] + JOBS[n % len(JOBS)], INVENTED)
            for n, name in enumerate(MANAGER_NAMES)
        ),
        (UNITS, "达孜区中心小学", "", NAMED),
        *((UNITS, name, "", INVENTED) for name in UNIT_NAMES),
    ]


def main() -> None:
    """Write the workbook."""
    with Workbook(PATH) as book:
        book.set_properties({"title": "表彰名单（示例）", "author": "docgen", "created": DAY})
        sheet = book.add_worksheet("名单")
        text = book.add_format({"num_format": "@", "valign": "vcenter"})
        heading = book.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, text)
        sheet.write_row(0, 0, HEADINGS, heading)
        for number, row in enumerate(rows(), 1):
            sheet.write_row(number, 0, row, text)
        sheet.freeze_panes(1, 0)
    sys.stdout.write(f"{PATH}\n")


if __name__ == "__main__":
    main()
