"""Titles broken by meaning, in a shape: 梯形 or 菱形 (GB/T 9704-2012, 7.3.1)."""

import pytest

from docgen.layout.lines.balance import break_above, break_line, words

ROOM = 19.0


def width(text: str) -> float:
    """Return a width in em: a 汉字 is one, a figure or Latin letter about a half."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


TITLES = {
    "the organ, then the matter": [
        "示例市食品药品安全委员会办公室",
        "关于报送食品安全包保督导工作情况的通知",
    ],
    "behind 和": ["关于进一步加强食品安全属地管理责任和", "企业主体责任落实情况监督检查工作的通知"],
    "a figure stays with its measure": [
        "关于2024年度食品安全“守查保”",
        "专项行动暨“双随机、一公开”",
        "监督抽查有关事项的通知",
    ],
    "no line of three characters": ["关于表彰2024年度食品安全包保工作", "先进集体和先进个人的决定"],
    "not beside a plus or between two figures": [
        "关于做好2024—2025学年度",
        "第一学期校园食品安全与营养",
        "健康（“明厨亮灶+互联网”）",
        "专项检查工作的通知",
    ],
    "a name in quotation marks is one": [
        "关于授予卓玛等20名同志",
        "“2024年度食品安全工作先进个人”",
        "荣誉称号的决定",
    ],
    "four lines": [
        "示例县人民政府办公室",
        "转发县市场监督管理局关于",
        "进一步加强全县中小学校和幼儿园",
        "食堂食品安全管理工作实施意见的通知",
    ],
}


@pytest.mark.parametrize("lines", TITLES.values(), ids=TITLES)
def test_a_title_is_broken_where_a_person_would_break_it(lines):
    assert break_line("".join(lines), ROOM, width) == lines


@pytest.mark.parametrize("title", ["关于开会的通知", "关于做好食品安全工作有关事项的通知"])
def test_a_title_that_fits_stays_one_line(title):
    assert break_line(title, ROOM, width) == [title]


@pytest.mark.parametrize("length", range(20, 72, 3))
def test_lines_are_whole_words_within_the_room_and_no_stubs(length):
    title = (
        "关于进一步做好全市中小学校和幼儿园食品安全属地管理责任、企业主体责任落实情况监督检查及专项整治" * 2
    )[:length]
    lines = break_line(title, ROOM, width)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= ROOM
    assert min(map(len, lines)) >= 4
    ends = {len("".join(words(title)[:number])) for number in range(1, len(words(title)) + 1)}
    assert {len("".join(lines[:number])) for number in range(1, len(lines) + 1)} <= ends
    waists = [
        b < min(a, c)
        for a, b, c in zip(map(width, lines), map(width, lines[1:]), map(width, lines[2:]), strict=False)
    ]
    assert not any(waists), "a line shorter than both its neighbours"


def test_what_is_read_as_one_word_is_not_parted():
    title = "拉萨市食品安全属地管理责任和企业主体责任落实工作手册"
    lines = break_line(title, 11, len)
    assert lines == ["拉萨市食品安全", "属地管理责任和企业", "主体责任落实工作手册"]
    assert break_line("食品安全包保干部工作手册", 11, len) == ["食品安全包保干部", "工作手册"]


def test_names_of_organs_are_broken_behind_an_organ():
    lines = ["示例自治区示例市食品药品安全委员会办公室", "示例市市场监督管理局"]
    assert break_line("".join(lines), 22, width) == lines


def test_a_word_wider_than_the_room_is_left_to_the_page():
    assert "".join(break_line("关于" + "A" * 60 + "的通知", ROOM, width)) == "关于" + "A" * 60 + "的通知"


def test_a_text_of_any_length_is_broken_at_once():
    text = "示例食品安全工作责任督导检查" * 2000
    assert "".join(break_line(text, ROOM, width)) == text


def test_two_lines_of_which_the_last_leaves_room_beside_it() -> None:
    name = "示例市食品药品安全委员会示例自治州重大活动食品安全保障工作领导小组办公室"
    above, below = break_above(name, 28, 16, len)
    assert above + below == name
    assert len(above) <= 28
    assert len(below) <= 16
    assert len(break_above(name * 2, 28, 16, len)) > 2, "too long for two: as many as it takes"
