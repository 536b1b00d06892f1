"""The cases of what is typed: signs, lines, dates, numbers, profiles, kinds of an office's own."""

from . import Case, notice

PROFILE = "../templates/_shared/profiles/窄.yaml"
REQUEST = {
    "schema.yaml": """\
title: 请示
description: 向上级请求
type: object
required: [kind, office, signatory, title, addressees, body, date]
additionalProperties: false
properties:
  kind: {type: string, title: 文件种类}
  office: {$ref: "#/$defs/office"}
  profile: {$ref: "#/$defs/profile"}
  doc_number: {$ref: "#/$defs/doc_number"}
  signatory: {$ref: "#/$defs/signatory"}
  title: {$ref: "#/$defs/title"}
  addressees: {$ref: "#/$defs/addressees"}
  body: {$ref: "#/$defs/body"}
  date: {$ref: "#/$defs/date"}
""",
    "sample.yaml": "kind: letters/request\n",
    "style.css": '@import "_shared/gb9704-upward.css";\n',
    "template.html.j2": """\
{% extends "_shared/upward.html.j2" %}
{% block body -%}{{ document.body }}
<p class="closing">妥否，请批示。</p>{%- endblock %}
""",
}
OWN_KIND = {f"../templates/letters/request/{name}": text for name, text in REQUEST.items()}
ASKING = {
    "kind": "letters/request",
    "genre": None,
    "title": "关于购置示例车辆的请示",
    "signatory": "某某",
    "addressees": "示例市人民政府",
}

CASES = [
    Case(
        "D24",
        notice("# 一、时间\n\n9月30日。\n\n## （一）地点\n\n礼堂。"),
        prints=("时间", "9月30日。", "地点"),
        tells=("heading-renumbered letter.yaml:8:3", "heading-renumbered letter.yaml:12:3"),
    ),
    Case("D24", notice("# 三、时间"), refuses=("heading-numbered letter.yaml:8:5",)),
    Case(
        "P22",
        notice("去Xi’an和Xi‘an。"),
        prints=("去Xi’an和Xi‘an。",),
        tells=("latin-apostrophe letter.yaml:8:12",),
    ),
    Case(
        "D22",
        notice("2024．9．1起。", date="2024．9．1", doc_number=None),
        prints=("2024．9．1起。", "2024年9月1日"),
        tells=("full-width-figures letter.yaml:7:7",),
    ),
    Case(
        "D1",
        notice("示例板长4*3.6米，每套6*80元。\n\n型号A_1_b，2<3，R&D。\n\n请**按时**报送，逾期*不补*。"),
        prints=("示例板长4*3.6米，每套6*80元。", "型号A_1_b，2<3，R&D。", "请按时报送，逾期*不补*。"),
        tells=("stars-as-text letter.yaml:12:15",),
    ),
    Case(
        "D2",
        notice(
            "第一条　为了示例。\n第二条　适用于示例。\n1．放假\n2．上学\n（1）甲\n（2）乙\n一是快。\n二是好。"
        ),
        prints=(
            *("第一条 为了示例。", "第二条 适用于示例。", "1．放假", "2．上学"),
            *("（1）甲", "（2）乙", "一是快。", "二是好。"),
        ),
    ),
    Case(
        "D2",
        notice("为进一步做好示例工作，切实保障示例安全，经研\n究决定开展检查。"),
        prints=("为进一步做好示例工作，切实保障示例安全，经研究决定开展检查。",),
    ),
    Case(
        "P19",
        notice(
            "＃ 要求\n\n干部｛｛ figures.total ｝｝名［^1］。\n\n［^1］：注文。"
            "\n\n｜项目｜数量｜\n｜---｜---｜\n｜甲｜1｜",
            figures="shili",
        ),
        {
            "figures/shili.yaml": "title: 示例\nas_of: 2024-06-01\nsource: 示例\nfigures:\n"
            "  total: {title: 干部, value: 128, unit: 名}\n"
        },
        prints=("要求", "干部128名注文。。", "项目", "数量", "甲", "1"),
        tells=tuple(
            f"full-width-read letter.yaml:{at}" for at in ("8:3", "10:5", "12:3", "14:3", "15:3", "16:3")
        ),
    ),
    Case(
        "D24",
        notice("一、时间\n\n9月30日。\n\n二、地点\n\n礼堂。"),
        prints=("时间", "9月30日。", "地点"),
        tells=("heading-read letter.yaml:8:3", "heading-read letter.yaml:12:3"),
    ),
    Case(
        "D24",
        notice("放假,请执行.联系人:王(某)"),
        prints=("放假,请执行.联系人:王(某)",),
        tells=("half-width-marks letter.yaml:8:5",),
    ),
    Case("D24", notice("文。", title='"“关于测试的通知”"'), tells=("title-in-quotes letter.yaml:5:8",)),
    Case(
        "D24",
        notice("文。", attachments="\n  - title: 《示例表》。\n    body: 无。"),
        prints=("《示例表》", "无。"),
        tells=("attachment-in-marks letter.yaml:10:12", "title-end-mark letter.yaml:10:12"),
    ),
    Case(
        "Q1",
        notice("前文。\n\n3. 第三件。\n4. 第四件。\n\n文字。\n\n7. 第七件。"),
        prints=("第三件。", "第七件。"),
    ),
    Case(
        "Q2",
        notice("2024. 6. 20 起施行。\n\n12345. 全天开通。\n\n0891. 区号。"),
        prints=("2024. 6. 20 起施行。", "12345. 全天开通。", "0891. 区号。"),
    ),
    Case(
        "Q3",
        notice("示政发[2024](3)号，附[目录](见下页)和[表](附件二.xlsx)。"),
        prints=("示政发[2024](3)号，附[目录](见下页)和[表](附件二.xlsx)。",),
        tells=(
            "half-width-marks letter.yaml:8:6",
            *(f"brackets-as-text letter.yaml:8:{column}" for column in (6, 18, 28)),
        ),
    ),
    Case(
        "Q4",
        notice("| 项目 | 数量 |\n|---|---|\n| 甲|乙 | 1 | 多一格 |"),
        refuses=("table-cells letter.yaml:10:3",),
    ),
    Case("Q25", notice("文。", addressees="[?待定, 甲]"), refuses=("source-question-mark letter.yaml:9:15",)),
    Case(
        "Q25", notice("文。", addressees="[:甲, 乙]"), refuses=("source-colon-in-brackets letter.yaml:9:1",)
    ),
    Case(
        "D17",
        notice("9月31日开会。", doc_number="示教〔2023〕7号"),
        tells=(
            "number-other-office letter.yaml:4:13",
            "number-other-year letter.yaml:4:13",
            "date-impossible letter.yaml:8:3",
        ),
    ),
    Case("D17", notice("文。", genre="通报"), tells=("title-other-genre letter.yaml:5:8",)),
    Case("D17", notice("文。", printed_on="2024-06-10"), tells=("dates-out-of-order letter.yaml:9:13",)),
    Case(
        "D6",
        notice("文。", profile="窄"),
        {PROFILE: "page-top: 40\n"},
        refuses=("length-without-unit 窄.yaml:1:11",),
    ),
    Case(
        "D6",
        notice("文。", profile="窄"),
        {PROFILE: "page-topp: 40mm\n"},
        refuses=("field-unknown 窄.yaml:1:1",),
    ),
    Case(
        "D6",
        notice("文。", profile="窄"),
        {PROFILE: "天头: 四十毫米\n"},
        refuses=("field-unknown 窄.yaml:1:1",),
    ),
    Case(
        "D10", notice("拟购置示例车6辆。", **ASKING), OWN_KIND, prints=("拟购置示例车6辆。", "妥否，请批示。")
    ),
    Case(
        "D10",
        notice("拟购置示例车6辆。", **ASKING, profile="窄"),
        {**OWN_KIND, PROFILE: "page-top: 40\n"},
        refuses=("length-without-unit 窄.yaml:1:11",),
    ),
    Case("D10", notice("文。", genre="请示"), refuses=("value-not-among letter.yaml:3:8",)),
    Case("D10", notice("文。", office="[shili, shili]"), refuses=("office-twice letter.yaml:2:17",)),
    Case("D22", notice("文。", date="2024/6/20"), prints=("2024年6月20日",)),
    Case("D22", notice("文。", date="2024.6.20"), prints=("2024年6月20日",)),
    Case("D22", notice("文。", date="２０２４年６月２０日"), prints=("2024年6月20日",)),
    Case("D22", notice("文。", addressees="各学校、各幼儿园"), prints=("各学校、各幼儿园：",)),
]
