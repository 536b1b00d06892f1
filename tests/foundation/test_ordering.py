"""Names stand as an office orders them: by strokes (横竖撇点折) and by how surnames are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.foundation import ordering

# 丁 2, 王 4 横, 巴 4 折, 石 5 横, 田 5 竖, 次 6 点, 孙 6 折, 李 7 横, 张 7 折横, 陈 7 折竖
BY_STROKES = ["丁", "于", "马", "王", "巴", "石", "田", "次", "孙", "李", "张", "陈", "草"]


def ordered_from_the_end(names: list[str], key) -> list[str]:
    """Return names put in order after they were turned round, so that no order is kept by chance."""
    turned = names[::-1]
    return sorted(turned, key=key)


def test_the_table_has_the_8105_characters_once_each() -> None:
    characters = "".join(line for _, line in ordering.rows("strokes.txt"))
    assert len(characters) == len(set(characters)) == 8105


def test_strokes_are_counted_in_rising_order() -> None:
    counts = [int(count) for count, _ in ordering.rows("strokes.txt")]
    assert counts == sorted(counts)
    assert counts[0] == 1


def test_every_character_has_a_reading() -> None:
    assert set(ordering.readings()) == set(ordering.ranks())


@pytest.mark.parametrize(
    ("character", "count"),
    # 通用规范汉字 forms: 次 begins with 点 (not 横), 草 has a 艹 of three strokes; 辶 three, 阝 two.
    [
        ("一", 1),
        ("丁", 2),
        ("马", 3),
        ("王", 4),
        ("田", 5),
        ("次", 6),
        ("陈", 7),
        ("草", 9),
        ("这", 7),
        ("曾", 12),
    ],
)
def test_a_character_stands_with_those_of_its_number_of_strokes(character: str, count: int) -> None:
    assert character in dict(ordering.rows("strokes.txt"))[str(count)]


def test_surnames_of_as_many_strokes_go_by_their_first_stroke() -> None:
    assert ordered_from_the_end(BY_STROKES, ordering.by_name_strokes) == BY_STROKES


def test_equal_strokes_go_as_the_official_table_has_them() -> None:
    assert sorted("士土", key=ordering.by_name_strokes) == ["土", "士"]
    assert sorted("巳已己", key=ordering.by_name_strokes) == ["己", "已", "巳"]


@pytest.mark.parametrize(
    ("key", "ordered"),
    [
        (ordering.by_surname_strokes, ["田富", "田大一明", "田大利", "欧阳", "欧文忠", "欧阳修", "欧阳文忠"]),
        (ordering.by_name_strokes, ["田大利", "田富", "欧文忠", "欧阳文忠", "欧阳修"]),
    ],
)
def test_by_surname_a_single_given_name_has_a_blank_before_it(key, ordered: list[str]) -> None:
    assert ordered_from_the_end(ordered, key) == ordered


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("曾", "zēng"), ("单", "shàn"), ("解", "xiè"), ("仇", "qiú"), ("查", "zhā"),
        ("区", "ōu"), ("翟", "zhái"), ("朴", "piáo"), ("任", "rén"), ("华", "huà"),
        ("盖", "gě"), ("纪", "jǐ"), ("燕", "yān"), ("乐", "yuè"), ("员", "yùn"),
        ("缪", "miào"), ("种", "chóng"), ("召", "shào"), ("尉迟", "yù chí"), ("长孙", "zhǎng sūn"),
        ("万俟", "mò qí"), ("令狐", "líng hú"), ("单于", "chán yú"), ("澹台", "tán tái"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_surnames_are(surname: str, reading: str) -> None:
    assert ordering.surname_readings()[surname] == reading.split()


def test_the_overlay_holds_only_what_differs_or_is_compound() -> None:
    same = [
        name
        for name, reading in ordering.surname_readings().items()
        if len(name) == 1 and [ordering.readings()[name]] == reading
    ]
    assert same == []


def test_by_pinyin_surnames_stand_where_they_are_heard() -> None:
    ordered = ["卢俊", "陆逊", "吕布", "区明", "单雄", "上官云", "解缙", "曾国", "查明", "张三", "赵一"]
    assert ordered_from_the_end(ordered, ordering.by_pinyin) == ordered


def test_a_compound_surname_is_read_whole_also_before_two_characters() -> None:
    assert ordered_from_the_end(["单于文忠", "陈一"], ordering.by_pinyin) == ["单于文忠", "陈一"]


def test_the_same_sound_goes_by_strokes() -> None:
    assert sorted(["彰一", "章一", "张一"], key=ordering.by_pinyin) == ["张一", "章一", "彰一"]


def test_an_institution_has_no_surname() -> None:
    ordered = ["查处办公室", "曾明", "查处办公"]  # chá chù bàn gōng shì, zēng, zhā
    assert ordered_from_the_end(ordered, ordering.by_pinyin) == ordered


@pytest.mark.parametrize("key", [ordering.by_surname_strokes, ordering.by_name_strokes, ordering.by_pinyin])
def test_what_no_table_has_comes_last(key) -> None:
    assert sorted(["བཀྲ་ཤིས", "Tashi", "㐀一", "王一", "矗一"], key=key)[:2] in (
        ["王一", "矗一"],
        ["矗一", "王一"],
    )


@pytest.mark.parametrize(
    ("name", "missing"), [("王小明", ""), ("王 小 明", ""), ("卓嘎·次仁", ""), ("王㐀", "㐀"), ("A王", "A")]
)
def test_unknown_characters_are_named(name: str, missing: str) -> None:
    assert ordering.unknown(name) == missing


@given(st.lists(st.text(st.sampled_from("王田富大利欧阳曾㐀Aབ 　·"), max_size=5)))
def test_any_names_can_be_ordered_and_the_order_is_one(names: list[str]) -> None:
    for key in (ordering.by_surname_strokes, ordering.by_name_strokes, ordering.by_pinyin):
        assert sorted(names, key=key) == ordered_from_the_end(names, key)
