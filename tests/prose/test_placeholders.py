"""Placeholders: what fills in, what is refused, and where."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.content.figures.figure import Figure
from docgen.foundation.errors import ContentError, Place
from docgen.prose.placeholders import DEPTH_LIMIT, SIZE_LIMIT, TAG_COST, fill, tags

VALUES: Mapping[str, object] = {
    "name": "示例县",
    "office": {"name": "市食安办", "code": "拉食安办函"},
    "items": [{"what": "甲", "office": {"name": "县局"}}, {"what": "乙"}],
    "words": ["一", "二"],
    "yes": True,
    "no": False,
    "none": None,
    "blank": "",
    "empty": [],
    "zero": 0,
    "day": date(2024, 6, 20),
    "share": Decimal("100.50"),
    "schools": Figure("schools", 60, "所", date(2025, 9, 1), "示例"),
    "rate": Figure("rate", Decimal("98.5"), "%", date(2025, 9, 1), "示例"),
    "cadres": Figure("cadres", 1300, "名", date(2025, 9, 1), "示例", approximate=True),
    "unitless": Figure("unitless", 12, "", date(2025, 9, 1), "示例"),
    "areas": Figure("areas", ("甲县", "乙县"), "个", date(2025, 9, 1), "示例"),
}


def place(offset: int) -> Place:
    return Place(Path("信.yaml"), 1, offset + 1)


def problems(text: str, values: Mapping[str, object] = VALUES) -> list[tuple[str, int | None]]:
    with pytest.raises(ContentError) as caught:
        fill(text, values, place)
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return [(problem.code, problem.place.column) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ name }}", "示例县"),
        ("{{name}}", "示例县"),
        ("{{ office.name }}", "市食安办"),
        ("{{ zero }}户", "0户"),
        ("{{ day }}", "2024年6月20日"),
        ("{{ share }}%", "100.50%"),
        ("甲{{! 备注 }}乙", "甲乙"),
        ("{{# words }}{{ . }}、{{/ }}", "一、二、"),
        ("{{# words }}{{ . }}、{{/ words }}", "一、二、"),
        ("{{# items }}{{ what }}{{ office.name }}；{{/ }}", "甲县局；乙市食安办；"),
        ("{{# office }}{{ code }}{{/ }}", "拉食安办函"),
        ("{{# name }}有{{ . }}{{/ }}", "有示例县"),
        ("{{# yes }}有{{/ }}{{^ yes }}无{{/ }}", "有"),
        ("{{# zero }}有{{/ }}", "有"),
        ("一个{花括号}和{", "一个{花括号}和{"),
        ("{{ schools }}", "60"),
        ("{{ schools | unit }}", "60所"),
        ("{{schools|单位}}", "60所"),
        ("{{ schools ｜ unit }}", "60所"),
        ("{{ rate | unit }}", "98.5%"),
        ("{{ cadres | unit }}", "1300余名"),
        ("", ""),
    ],
)
def test_placeholders_are_filled_in(text: str, expected: str) -> None:
    assert fill(text, VALUES, place) == expected


@pytest.mark.parametrize("name", ["no", "none", "blank", "empty"])
def test_a_section_over_nothing_is_left_out(name: str) -> None:
    assert fill(f"{{{{# {name} }}}}有{{{{/ }}}}{{{{^ {name} }}}}无{{{{/ }}}}", VALUES, place) == "无"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n{{# yes }}\n乙\n{{/ }}\n丙", "甲\n乙\n丙"),
        ("甲\n  {{# no }}  \n乙\n  {{/ }}\n丙", "甲\n丙"),
        ("甲\n{{! 备注 }}\n丙", "甲\n丙"),
        ("{{# words }}\n- {{ . }}\n{{/ }}", "- 一\n- 二\n"),
        ("甲 {{# yes }} 乙 {{/ }} 丙\n", "甲  乙  丙\n"),
        ("{{ name }}\n丙", "示例县\n丙"),
    ],
)
def test_a_section_tag_alone_on_its_line_takes_the_line_with_it(text: str, expected: str) -> None:
    assert fill(text, VALUES, place) == expected


def test_a_value_is_never_searched_for_placeholders() -> None:
    assert fill("{{ name }}", {"name": "{{ secret }}", "secret": "密"}, place) == "{{ secret }}"


def test_every_value_is_escaped_and_no_text() -> None:
    assert (
        fill("a{{ name }}{{# words }}b{{ . }}{{/ }}", {"name": "n", "words": ["w"]}, place, str.upper)
        == "aNbW"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ nmae }}", "placeholder-unknown"),
        ("{{ office.nmae }}", "placeholder-unknown"),
        ("{{ name.upper }}", "placeholder-unknown"),
        ("{{ words.0 }}", "placeholder-unknown"),
        ("{{# absent }}{{/ }}", "placeholder-unknown"),
        ("{{^ absent }}{{/ }}", "placeholder-unknown"),
        ("{{ none }}", "placeholder-empty"),
        ("{{ blank }}", "placeholder-empty"),
        ("{{ yes }}", "placeholder-not-text"),
        ("{{ words }}", "placeholder-not-text"),
        ("{{ office }}", "placeholder-not-text"),
        ("{{ }}", "placeholder-name"),
        ("{{ 9 * 9 }}", "placeholder-name"),
        ("{{ name | upper }}", "placeholder-name"),
        ("{{ name() }}", "placeholder-name"),
        ("{{ name(x) }}", "placeholder-name"),
        ("{{ name or x }}", "placeholder-name"),
        ("{{ name..x }}", "placeholder-name"),
        ("{{# 'a' }}{{/ }}", "placeholder-name"),
        ("{{{ name }}}", "placeholder-unsupported"),
        ("{{& name }}", "placeholder-unsupported"),
        ("{{> file }}", "placeholder-unsupported"),
        ("{{=<% %>=}}", "placeholder-unsupported"),
        ("{{ name", "placeholder-stray"),
        ("}} name", "placeholder-stray"),
        ("{{# yes }}", "section-unclosed"),
        ("{{/ yes }}", "section-unopened"),
    ],
)
def test_what_cannot_be_filled_in_is_a_problem(text: str, code: str) -> None:
    assert problems("。。。" + text) == [(code, 4)]


def test_a_section_is_closed_by_its_own_name() -> None:
    assert problems("{{# yes }}{{/ no }}") == [("section-mismatch", 11)]


def test_all_problems_are_told_at_once_with_their_places() -> None:
    assert problems("{{ a }}{{ name }}{{ b }}\n{{ none }}") == [
        ("placeholder-unknown", 1),
        ("placeholder-unknown", 18),
        ("placeholder-empty", 26),
    ]
    assert [code for code, _ in problems("{{> a }}{{# b }}{{ 1+1 }}")] == [
        "placeholder-unsupported",
        "placeholder-name",
        "section-unclosed",
    ]


def test_an_unknown_name_in_a_list_is_told_once() -> None:
    assert problems("{{# words }}{{ absent }}{{/ }}") == [("placeholder-unknown", 13)]


def test_a_place_is_that_of_the_braces_not_of_the_blanks_before_them() -> None:
    assert problems("甲\n  {{# absent }}\n{{/ }}") == [("placeholder-unknown", 5)]


@pytest.mark.parametrize(
    ("typed", "meant"), [("nmae", "name"), ("office.nmae", "name"), ("figures.totl", "total")]
)
def test_a_near_name_is_suggested(typed: str, meant: str) -> None:
    with pytest.raises(ContentError) as caught:
        fill(f"{{{{ {typed} }}}}", {**VALUES, "figures": Kept({"total": 1})}, place)
    assert caught.value.problems[0].values["near"] == meant


class Kept:
    """Figures in small: found by dotted name, and remembered."""

    def __init__(self, figures: Mapping[str, object]) -> None:
        self.figures = figures
        self.asked: list[str] = []
        self.secret = "密"

    def lookup(self, name: str) -> object | None:
        self.asked.append(name)
        return self.figures.get(name)

    def __iter__(self) -> object:
        return iter(self.figures)


def test_figures_are_asked_by_what_follows_their_own_name() -> None:
    kept = Kept({"subjects.total": 15688})
    assert fill("{{ figures.subjects.total }}家", {"figures": kept}, place) == "15688家"
    assert kept.asked == ["subjects.total"]


@pytest.mark.parametrize(
    "path", ["figures.secret", "figures.__class__", "thing.secret", "thing.__init__.__globals__"]
)
def test_no_placeholder_reaches_an_attribute(path: str) -> None:
    class Thing:
        secret = "密"

    values = {"figures": Kept({}), "thing": Thing()}
    assert problems(f"{{{{ {path} }}}}", values) == [("placeholder-unknown", 1)]


def nested(depth: int) -> str:
    return "{{# yes }}" * depth + "{{ name }}" + "{{/ }}" * depth


def test_sections_nest_to_a_limit() -> None:
    assert fill(nested(DEPTH_LIMIT), VALUES, place) == "示例县"
    assert ("section-too-deep", DEPTH_LIMIT * 10 + 1) in problems(nested(DEPTH_LIMIT + 1))


@pytest.mark.parametrize(
    "body", [lambda: "{{ . }}" * 3, lambda: "", lambda: "x" * 4], ids=["values", "nothing", "text"]
)
def test_a_result_that_grows_without_end_is_refused(body: Callable[[], str]) -> None:
    depth = 8
    text = "{{# many }}" * depth + body() + "{{/ }}" * depth
    assert problems(text, {"many": ["一" * 10] * 10}) == [("text-too-long", 1)]


def test_long_lists_that_print_nothing_are_refused_too() -> None:
    assert problems("{{# many }}{{# many }}{{/ }}{{/ }}", {"many": [1] * 1000}) == [("text-too-long", 1)]


def test_a_result_up_to_the_limit_is_filled_in() -> None:
    size = SIZE_LIMIT - TAG_COST
    assert len(fill("{{ long }}", {"long": "长" * size}, place)) == size


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ schools | units }}", "placeholder-name"),
        ("{{ schools | }}", "placeholder-name"),
        ("{{ schools | unit | unit }}", "placeholder-name"),
        ("{{ unitless | unit }}", "placeholder-without-unit"),
        ("{{ areas | unit }}", "placeholder-without-unit"),
        ("{{ name | unit }}", "placeholder-without-unit"),
        ("{{# schools | unit }}{{/ }}", "placeholder-name"),
    ],
)
def test_only_a_number_with_a_unit_is_printed_with_it(text: str, code: str) -> None:
    assert problems(text) == [(code, 1)]


def test_translations_compare_a_figures_name_and_not_how_it_is_printed() -> None:
    assert tags("{{ figures.a | unit }}") == tags("{{ figures.a }}") == ["figures.a"]
