"""A form is typed and checked by its schema, and every problem names the field as the clerk knows it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.schemas.validation import check
from docgen.content.source import Source, read
from docgen.foundation.errors import ContentError

SCHEMA = {
    "type": "object",
    "title": "工作提醒函",
    "allOf": [{"$ref": "#/$defs/document"}],
    "properties": {
        "serial": {"type": "integer", "title": "期数", "minimum": 1, "maximum": 99, "examples": [12]},
        "rate": {"type": "number", "title": "完成率", "multipleOf": 0.5},
        "date": {"type": "string", "format": "date", "title": "成文日期", "description": "署名下的日期"},
        "draft": {"type": "boolean", "title": "草稿", "default": True},
        "body": {"type": "string", "format": "markdown", "title": "正文"},
        "urgency": {"type": "string", "title": "紧急程度", "enum": ["特急", "加急"]},
        "code": {"type": "string", "title": "代字", "pattern": "^.{2,6}函$", "examples": ["拉食安办函"]},
        "addressees": {
            "type": "array",
            "title": "主送机关",
            "items": {"type": "string", "minLength": 3, "maxLength": 12},
            "minItems": 1,
            "maxItems": 3,
            "uniqueItems": True,
        },
        "contact": {"$ref": "#/$defs/contact", "title": "联系人"},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/contact"}},
        "to": {
            "title": "报送",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer", "minimum": 5}}],
        },
        "limit": {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "integer"}]},
        "people": {
            "type": "object",
            "properties": {"chair": {"type": "string"}},
            "additionalProperties": {"type": "integer"},
        },
        "facts": {"type": "object", "title": "各县数据", "additionalProperties": {"type": "integer"}},
    },
    "required": ["date"],
    "$defs": {
        "document": {
            "properties": {"title": {"type": "string", "title": "标题", "examples": ["关于……的函"]}},
            "required": ["title"],
        },
        "contact": {
            "type": "object",
            "title": "联系方式",
            "properties": {
                "name": {"type": "string", "title": "姓名"},
                "since": {"type": "string", "format": "date"},
            },
            "required": ["name"],
            "additionalProperties": False,
        },
    },
}

WHOLE = "title: 函\ndate: 2024-06-20\n"


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Return a function that reads a text from the relative path `a.yaml`."""
    monkeypatch.chdir(tmp_path)

    def read_text(text: str) -> Source:
        path = Path("a.yaml")
        path.write_text(text, encoding="utf-8")
        return read(path)

    return read_text


def problems_of(source: Source) -> list[tuple[str, str]]:
    """Return the code and place of every problem, after having printed each in both languages."""
    with pytest.raises(ContentError) as caught:
        check(source, SCHEMA)
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return [(problem.code, str(problem.place).removeprefix("a.yaml:")) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("serial: 12", "serial", 12),
        ("rate: 99.50", "rate", Decimal("99.50")),
        ("date: 2024年6月20日", "date", date(2024, 6, 20)),
        ("date: 2024-06-20", "date", date(2024, 6, 20)),
        ("draft: 否", "draft", False),
        ("draft: true", "draft", True),
        ("body: 007", "body", "007"),
        ("addressees: [城关区, 达孜区]", "addressees", ["城关区", "达孜区"]),
        ("contact: {name: 甲, since: 2024-01-05}", "contact", {"name": "甲", "since": date(2024, 1, 5)}),
        ("rows: [{name: 甲}]", "rows", [{"name": "甲"}]),
        ("to: '7'", "to", "7"),
        ("to: ['7', 8]", "to", [7, 8]),
        ("limit: 5", "limit", 5),
        ("limit: ['5']", "limit", ["5"]),
        ("people: {chair: '7', 其他: 8}", "people", {"chair": "7", "其他": 8}),
        ("facts: {城关区: 3}", "facts", {"城关区": 3}),
    ],
)
def test_text_becomes_what_the_schema_says(source, line, key, value):
    text = "title: 函\n" + line + "\n" + ("" if key == "date" else "date: 2024-06-20\n")
    assert check(source(text), SCHEMA)[key] == value


def test_defaults_are_filled_in_and_empty_fields_left_out(source):
    values = check(source(WHOLE + "draft:\nbody:\n"), SCHEMA)
    assert values == {"title": "函", "date": date(2024, 6, 20), "draft": True}


def test_a_default_is_not_shared_between_checks(source):
    schema = {"properties": {"list": {"default": []}}}
    check(source("{}"), schema)["list"].append(1)
    assert check(source("{}"), schema) == {"list": []}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("title: 函\n", "field-missing", "1:1"),
        ("title: 函\ndate:\n", "field-missing", "2:1"),
        ("title: 函\ndate: ''\n", "field-missing", "2:1"),
        ("title: 函\ndate: #2024\n", "field-behind-hash", "2:1"),
        (WHOLE + "body: #5锅炉\n", "field-behind-hash", "3:1"),
        ("date: 2024-06-20\n", "field-missing", "1:1"),
        (WHOLE + "contact: {since: 2024-06-20}\n", "field-missing", "3:10"),
        (WHOLE + "rows:\n  - name: 甲\n  - since: 2024-06-20\n", "field-missing", "5:5"),
        (WHOLE + "titel: 函\n", "field-unknown", "3:1"),
        ("titel: 函\ndate: 2024-06-20\n", "field-unknown", "1:1"),
        (WHOLE + "contact: {name: 甲, post: 乙}\n", "field-unknown", "3:20"),
        (WHOLE + "serial: 十二\n", "value-not-integer", "3:9"),
        (WHOLE + "serial: 12期\n", "value-not-integer", "3:9"),
        (WHOLE + "serial: " + "9" * 5000 + "\n", "value-not-integer", "3:9"),
        (WHOLE + "serial: 1,2\n", "value-number-not-plain", "3:9"),
        (WHOLE + "serial: １２\n", "value-number-not-plain", "3:9"),
        (WHOLE + "serial: 0\n", "value-too-small", "3:9"),
        (WHOLE + "serial: 100\n", "value-too-big", "3:9"),
        (WHOLE + "rate: 多\n", "value-not-number", "3:7"),
        (WHOLE + "rate: 1.3\n", "value-refused", "3:7"),
        (WHOLE + "draft: 也许\n", "value-not-boolean", "3:8"),
        ("title: 函\ndate: 2024-6/20\n", "value-date-not-plain", "2:7"),
        ("title: 函\ndate: 20240620\n", "value-date-not-plain", "2:7"),
        ("title: 函\ndate: 24/6/20\n", "value-date-short-year", "2:7"),
        ("title: 函\ndate: 45463\n", "value-date-serial", "2:7"),
        ("title: 函\ndate: 2204-6-20\n", "value-date-far", "2:7"),
        ("title: 函\ndate: 2024年6月20日（星期五）\n", "value-date-weekday", "2:7"),
        ("title: 函\ndate: 明天\n", "value-not-date", "2:7"),
        ("title: 函\ndate: 2024-02-30\n", "value-date-impossible", "2:7"),
        ("title: 函\ndate: 2024/2/30\n", "value-date-impossible", "2:7"),
        (WHOLE + "urgency: 平急\n", "value-not-among", "3:10"),
        (WHOLE + "code: 函\n", "text-unlike-pattern", "3:7"),
        (WHOLE + "addressees: 城关区\n", "value-not-list", "3:13"),
        (WHOLE + "addressees:\n  -城关区\n  - 达孜区\n", "value-dash-without-space", "4:3"),
        (WHOLE + "addressees: []\n", "list-too-short", "3:13"),
        (WHOLE + "addressees: [城关区, 达孜区, 当雄县, 尼木县]\n", "list-too-long", "3:13"),
        (WHOLE + "addressees: [城关区, 城关区]\n", "list-repeats", "3:13"),
        (WHOLE + "addressees:\n  - 城关区\n  -\n", "list-item-empty", "5:4"),
        (WHOLE + "addressees:\n  - 城\n", "value-too-short", "4:5"),
        (WHOLE + "addressees:\n  - " + "城" * 13 + "\n", "value-too-long", "4:5"),
        (WHOLE + "contact: 甲\n", "value-not-group", "3:10"),
        (WHOLE + "contact:\n  name：甲\n", "value-colon-not-plain", "4:3"),
        (WHOLE + "rows:\n  - name:甲\n", "value-colon-not-plain", "4:5"),
        (WHOLE + "body: [甲]\n", "value-not-text", "3:7"),
        (WHOLE + "to: [7, 甲]\n", "value-not-integer", "3:9"),
        (WHOLE + "to: [7, 4]\n", "value-too-small", "3:9"),
        (WHOLE + "to: {a: 1}\n", "value-not-text", "3:5"),
        (WHOLE + "facts: {城关区: 三}\n", "value-not-integer", "3:14"),
        (WHOLE + "facts:\n  城关区:\n", "entry-empty", "4:3"),
    ],
)
def test_each_problem_has_its_code_and_place(source, text, code, place):
    assert problems_of(source(text)) == [(code, place)]


def test_all_problems_are_told_in_the_order_of_the_file(source):
    text = "serial: 0\ndraft: 也许\ncolour: 红\naddressees: [城, 城]\n"
    assert problems_of(source(text)) == [
        ("field-missing", "1:1"),
        ("field-missing", "1:1"),
        ("value-too-small", "1:9"),
        ("value-not-boolean", "2:8"),
        ("field-unknown", "3:1"),
        ("list-repeats", "4:13"),
        ("value-too-short", "4:14"),
        ("value-too-short", "4:17"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: 函\n", "缺少“成文日期”（date）；请加上“date: 2024-06-20”（署名下的日期）"),
        ("date: 2024-06-20\n", "缺少“标题”（title）；请加上“title: 关于……的函”"),
        (WHOLE + "serial: 1,200\n", "请写成 1200"),
        ("title: 函\ndate: 24/6/20\n", "请写 2024-06-20"),
        (WHOLE + "seriel: 1\n", "不认识“seriel”；是不是“serial”？"),
        (WHOLE + "addressees:\n  - 城\n", "“主送机关”（addressees[1]）“城”少于 3 个字"),
        (WHOLE + "contact: {since: 2024-01-05}\n", "缺少“姓名”（contact.name）"),
        (WHOLE + "contact: 甲\n", "“联系人”（contact）"),
        (WHOLE + "urgency: 平急\n", "请从中选一个：特急、加急"),
        (WHOLE + "code: 函\n", "请参照“code: 拉食安办函”"),
    ],
)
def test_a_problem_is_told_by_title_with_the_value_to_write(source, text, said):
    with pytest.raises(ContentError) as caught:
        check(source(text), SCHEMA)
    assert said in caught.value.problems[0].text("zh")


FORMS = st.dictionaries(
    st.sampled_from([*SCHEMA["properties"], "title", "other"]),
    st.sampled_from(
        [
            "",
            "x",
            "12",
            "-1",
            "1,0",
            "2024-06-20",
            "是",
            "[]",
            "['', x]",
            "{}",
            "{name: x, y: [z]}",
            "[{name: ''}]",
        ]
    ),
)


@given(FORMS)
def test_any_form_is_checked_or_refused(tmp_path_factory, form):
    path = tmp_path_factory.getbasetemp() / "form.yaml"
    path.write_text(
        "{}" if not form else "".join(f"{key}: {value}\n" for key, value in form.items()), "utf-8"
    )
    source = read(path)
    try:
        values = check(source, SCHEMA)
    except ContentError as error:
        told = [problem.text(lang) for problem in error.problems for lang in ("zh", "en")]
        assert all(line.startswith(str(path)) for line in told)
    else:
        assert values["title"]
        assert isinstance(values["date"], date)
