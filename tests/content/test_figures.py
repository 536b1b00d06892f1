"""Figures are kept once: totals derived, each with unit, date and source, and checked against each other."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content import figures
from docgen.content.figures import Figures
from docgen.content.figures.figure import series
from docgen.content.source import read
from docgen.foundation.errors import ContentError, TemplateError

ROOT = Path(__file__).parents[2]
LHASA = ROOT / "content/figures/lhasa-2024.yaml"

HEAD = "title: 数据\nas_of: 2024-06-20\nsource: 报告\nfigures:\n"
PARTS = """\
  cadres:
    a: {title: 地级, value: 7, unit: 名}
    b: {title: 县级, value: 119, unit: 名}
    total: {title: 包保干部, sum: [cadres.a, cadres.b]}
  levels: {title: 分级, value: [甲, 乙], unit: 级}
"""


@pytest.fixture
def figures_of(tmp_path, monkeypatch):
    """Return a function that reads a text as the figures file `f.yaml`."""
    monkeypatch.chdir(tmp_path)

    def read_text(text: str) -> Figures:
        path = Path("f.yaml")
        path.write_text(text, encoding="utf-8")
        return figures.read(read(path))

    return read_text


@pytest.fixture(scope="module")
def lhasa() -> Figures:
    return figures.read(read(LHASA))


@pytest.mark.parametrize(
    ("entry", "value", "printed", "unit"),
    [
        ("value: 15688, unit: 家", 15688, "15688", "家"),
        ("value: 12.50, unit: 万元", Decimal("12.50"), "12.50", "万元"),
        ("value: 1300, unit: 名, approximate: true", 1300, "1300余", "名"),
        ("value: 100%", 100, "100%", "%"),
        ("value: 98.50%", Decimal("98.50"), "98.50%", "%"),
        ("value: [宣传, 培训], unit: 个", ("宣传", "培训"), "宣传、培训", "个"),
        ("value: 3, unit: ''", 3, "3", ""),
    ],
)
def test_a_figure_is_printed_as_official_prose_writes_it(figures_of, entry, value, printed, unit):
    figure = figures_of(HEAD + "  x: {title: 数, " + entry + "}\n").get("x")
    assert (figure.value, str(figure), figure.unit) == (value, printed, unit)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["一"], "一"),
        (["一", "二", "三"], "一、二、三"),
        (["“一”", "“二”"], "“一”“二”"),
        (["《一》", "《二》", "三"], "《一》《二》、三"),
        (["一", "《二》"], "一、《二》"),
    ],
)
def test_marked_words_are_listed_without_a_comma_between(words, text):
    assert series(words) == text


def test_date_and_source_come_from_the_head_unless_a_figure_has_its_own(figures_of):
    text = (
        HEAD
        + PARTS
        + "  old: {title: 旧, value: 6, unit: 名, as_of: 2023年5月9日, source: 报纸, example: 是}\n"
    )
    read_figures = figures_of(text)
    new, old = read_figures.get("cadres.a"), read_figures.get("old")
    assert (str(new.as_of), new.source, new.example) == ("2024-06-20", "报告", False)
    assert (str(old.as_of), old.source, old.example) == ("2023-05-09", "报纸", True)


def test_totals_and_counts_are_derived_with_the_unit_of_their_parts(figures_of):
    read_figures = figures_of(HEAD + PARTS + "  count: {title: 级数, count_of: levels}\n")
    total, count = read_figures.get("cadres.total"), read_figures.get("count")
    assert (total.value, total.unit, total.approximate) == (126, "名", False)
    assert (count.value, count.unit) == (2, "级")


def test_a_total_of_totals_takes_their_date_and_their_vagueness(figures_of):
    read_figures = figures_of(
        "title: 数据\nsource: 报告\nfigures:\n"
        "  all: {title: 总, sum: [half, a]}\n"
        "  half: {title: 半, sum: [a, b]}\n"
        "  a: {title: 甲, value: 1.5, unit: 名, as_of: 2024-06-20}\n"
        "  b: {title: 乙, value: 10, unit: 名, as_of: 2024-06-20, approximate: true}\n"
    )
    total = read_figures.get("all")
    assert total.value == Decimal("11.5") + Decimal("1.5")
    assert (str(total.as_of), total.approximate) == ("2024-06-20", True)
    assert read_figures.get("as_of") is None


def test_a_total_of_different_units_may_state_its_own(figures_of):
    text = "  a: {title: 甲, value: 1, unit: 名}\n  b: {title: 乙, value: 2, unit: 家}\n"
    total = figures_of(HEAD + text + "  all: {title: 总, sum: [a, b], unit: 个}\n").get("all")
    assert (total.value, total.unit) == (3, "个")


@pytest.mark.parametrize(
    ("entry", "code", "place"),
    [
        ("  x: 16\n", "value-not-group", "5:6"),
        ("  x:\n", "field-missing", "5:3"),
        ("  x: {value: 1, unit: 名}\n", "field-missing", "5:6"),
        ("  x: {title: 数, valeu: 1, unit: 名}\n", "field-unknown", "5:17"),
        ("  x: {title: 数, unit: 名}\n", "figure-value-count", "5:6"),
        ("  x: {title: 数, value: 1, count_of: x, unit: 名}\n", "figure-value-count", "5:6"),
        ("  x: {title: 数, value: 16家, unit: 家}\n", "value-not-number", "5:24"),
        ("  x: {title: 数, value: '1,600', unit: 家}\n", "value-number-not-plain", "5:24"),
        ("  x: {title: 数, value: １６, unit: 家}\n", "value-number-not-plain", "5:24"),
        ("  x: {title: 数, value: 98％}\n", "value-number-not-plain", "5:24"),
        ("  x: {title: 数, value: 100.1%}\n", "figure-share-beyond", "5:24"),
        ("  x: {title: 数, value: -1%}\n", "figure-share-beyond", "5:24"),
        ("  x: {title: 数, value: 1}\n", "figure-lacks", "5:6"),
        ("  x: {title: 数, value: 1, unit: }\n", "figure-lacks", "5:6"),
        ("  x: {title: 数, value: 1, unit: 名, as_of: 2024-02-30}\n", "value-date-impossible", "5:43"),
        ("  x: {title: 数, sum: [x]}\n", "figure-of-itself", "5:23"),
        ("  x: {title: 数, sum: [y]}\n  y: {title: 数, sum: [x]}\n", "figure-of-itself", "6:23"),
        ("  x: {title: 数, sum: [cadres.c]}\n" + PARTS, "figure-unknown", "5:23"),
        ("  x: {title: 数, sum: [levels]}\n" + PARTS, "figure-not-summable", "5:23"),
        ("  x: {title: 数, sum: [y]}\n  y: {title: 率, value: 9%}\n", "figure-not-summable", "5:23"),
        ("  x: {title: 数, count_of: cadres.a}\n" + PARTS, "figure-not-list", "5:27"),
        ("  x: {title: 数, count_of: none}\n" + PARTS, "figure-unknown", "5:27"),
        (
            "  x: {title: 数, sum: [y, cadres.a]}\n  y: {title: 数, value: 1, unit: 家}\n" + PARTS,
            "figure-parts-differ",
            "5:6",
        ),
    ],
)
def test_each_problem_of_a_figure_has_its_code_and_place(figures_of, entry, code, place):
    with pytest.raises(ContentError) as caught:
        figures_of(HEAD + entry)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert str(caught.value.problems[0].place) == f"f.yaml:{place}"
    assert all(caught.value.problems[0].text(lang) for lang in ("zh", "en"))


def test_parts_of_different_dates_need_a_date_for_the_total(figures_of):
    text = HEAD + PARTS + "  old: {title: 旧, value: 6, unit: 名, as_of: 2023-05-09}\n"
    with pytest.raises(ContentError) as caught:
        figures_of(text + "  all: {title: 总, sum: [cadres.a, old]}\n")
    assert [problem.code for problem in caught.value.problems] == ["figure-parts-differ"]
    assert "as_of（截止日期）" in caught.value.problems[0].text("zh")


def test_a_figure_without_date_and_source_lacks_both(figures_of):
    with pytest.raises(ContentError) as caught:
        figures_of("title: 数据\nfigures:\n  x: {title: 数, value: 1}\n")
    told = [problem.text("zh") for problem in caught.value.problems]
    assert [word in text for word, text in zip(("unit", "as_of", "source"), told, strict=True)] == [True] * 3


def test_an_unknown_part_is_told_with_the_nearest_name_and_the_title(figures_of):
    with pytest.raises(ContentError) as caught:
        figures_of(HEAD + PARTS.replace("sum: [cadres.a,", "sum: [cadre.a,"))
    assert (
        "“包保干部”（cadres.total）提到的“cadre.a”没有这项数据；是不是“cadres.a”？"
        in caught.value.problems[0].text("zh")
    )


def with_check(kind: str, left: str, right: str, more: str = "") -> str:
    """Return a figures file with one check."""
    said = f"zh: '{{{{ figures.{left} }}}}不对', en: wrong"
    entry = f"  - {{id: one, kind: {kind}, left: {left}, right: {right}, {said}{more}}}\n"
    return HEAD + PARTS + "  same: {title: 同, value: [乙, 甲], unit: 级}\nchecks:\n" + entry


@pytest.mark.parametrize(
    ("kind", "left", "right", "found"),
    [
        ("equal", "cadres.a", "cadres.b", 1),
        ("equal", "cadres.a", "cadres.a", 0),
        ("at_least", "cadres.a", "cadres.b", 1),
        ("at_least", "cadres.b", "cadres.a", 0),
        ("at_least", "cadres.b", "cadres.b", 0),
        ("same_items", "levels", "same", 0),
    ],
)
def test_a_check_finds_what_does_not_hold(figures_of, kind, left, right, found):
    read_figures = figures_of(with_check(kind, left, right))
    findings = read_figures.findings(frozenset({left, right}), {}, "函")
    assert len(findings) == found
    assert all(finding.text("zh").startswith("f.yaml:12:5: 7不对；") for finding in findings)
    assert all(finding.subject == "函" for finding in findings)


def test_lists_with_other_items_are_not_the_same(figures_of):
    text = with_check("same_items", "levels", "same").replace("[乙, 甲]", "[乙, 丙]")
    assert len(figures_of(text).findings(frozenset({"levels", "same"}), {})) == 1


@pytest.mark.parametrize(
    ("more", "printed", "found"),
    [
        ("", {"cadres.a", "cadres.b"}, 1),
        ("", {"cadres.a"}, 0),
        ("", set(), 0),
        (", when_printed: [levels]", {"cadres.a", "cadres.b"}, 0),
        (", when_printed: [levels]", {"levels"}, 1),
    ],
)
def test_a_check_concerns_only_a_document_that_prints_its_figures(figures_of, more, printed, found):
    read_figures = figures_of(with_check("equal", "cadres.a", "cadres.b", more))
    assert len(read_figures.findings(frozenset(printed), {})) == found


@pytest.mark.parametrize(
    ("acknowledged", "found"), [({"one": "已核实"}, 0), ({"one": " "}, 1), ({"two": "已核实"}, 1)]
)
def test_a_document_may_acknowledge_a_check_with_a_reason(figures_of, acknowledged, found):
    read_figures = figures_of(with_check("equal", "cadres.a", "cadres.b"))
    assert len(read_figures.findings(frozenset({"cadres.a", "cadres.b"}), acknowledged)) == found


def test_acknowledging_an_unknown_check_is_a_problem_at_its_place(figures_of):
    read_figures = figures_of(with_check("equal", "cadres.a", "cadres.b"))
    Path("doc.yaml").write_text("acknowledge:\n  one: 已核实\n  onne: 已核实\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_figures.check_acknowledged(read(Path("doc.yaml")))
    told = [problem.text("zh") for problem in caught.value.problems]
    assert told == ["doc.yaml:3:3: 没有编号为“onne”的核对；是不是“one”？不需要的请删去"]
    Path("doc.yaml").write_text("acknowledge: {one: 已核实}\n", encoding="utf-8")
    read_figures.check_acknowledged(read(Path("doc.yaml")))


@pytest.mark.parametrize(
    ("check", "code", "word"),
    [
        (("equal", "cadres.z", "cadres.a"), "figure-unknown", "cadres.z, right"),
        (("equal", "cadres.a", "cadres.z"), "figure-unknown", "cadres.z, zh"),
        (("equal", "cadres.a", "levels"), "figures-check-unlike", "{id"),
        (("same_items", "cadres.a", "cadres.b"), "figures-check-unlike", "{id"),
        (("at_most", "cadres.a", "cadres.b"), "value-not-among", "at_most"),
        (("equal", "cadres.a", "cadres.b", ", when_printed: [levelz]"), "figure-unknown", "levelz"),
    ],
)
def test_a_check_that_cannot_be_made_is_a_problem_where_it_says_so(figures_of, check, code, word):
    text = with_check(*check)
    with pytest.raises(ContentError) as caught:
        figures_of(text)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert text.splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith(word)


def test_a_sentence_that_prints_an_unknown_figure_is_a_problem(figures_of):
    with pytest.raises(ContentError) as caught:
        figures_of(with_check("equal", "cadres.a", "cadres.b").replace("en: wrong", "en: '{{ figures.z }}'"))
    assert [problem.code for problem in caught.value.problems] == ["figure-unknown"]


@pytest.mark.parametrize("value", ["7家", "119家"])
def test_a_check_of_a_broken_figure_adds_no_problem(figures_of, value):
    text = with_check("equal", "cadres.a", "cadres.b").replace(f"value: {value[:-1]},", f"value: {value},")
    with pytest.raises(ContentError) as caught:
        figures_of(text)
    assert [problem.code for problem in caught.value.problems] == ["value-not-number"]


def test_two_checks_may_not_share_an_id(figures_of):
    text = with_check("equal", "cadres.a", "cadres.b")
    with pytest.raises(ContentError) as caught:
        figures_of(text + text.splitlines()[-1] + "\n")
    assert [problem.code for problem in caught.value.problems] == ["figures-check-repeated"]


def test_a_recorder_notes_what_was_looked_up(figures_of):
    read_figures = figures_of(HEAD + PARTS)
    recorder, other = read_figures.recording(), read_figures.recording()
    assert str(recorder["cadres"]["total"]) == "126"
    assert str(recorder.lookup("levels")) == "甲、乙"
    assert str(recorder["as_of"]) == "2024年6月20日"
    assert recorder.lookup("cadres") is None
    assert recorder.printed == {"cadres.total", "levels", "as_of"}
    assert other.printed == frozenset()
    assert list(recorder) == ["cadres.a", "cadres.b", "cadres.total", "levels", "as_of"]


@pytest.mark.parametrize("name", ["cadre", "cadres.z", "total"])
def test_an_unknown_name_is_no_group(figures_of, name):
    recorder = figures_of(HEAD + PARTS).recording()
    with pytest.raises(KeyError):
        recorder[name]


def test_a_group_cannot_be_printed(figures_of):
    with pytest.raises(TemplateError, match=r"cadres is a group .*cadres\.a、cadres\.b"):
        str(figures_of(HEAD + PARTS).recording()["cadres"])


def test_the_figures_of_the_report_add_up_to_its_own_totals(lhasa):
    totals = {"subjects.total": 15688, "cadres.total": 2936, "staff.total": 13731, "awards.total": 77}
    assert {name: lhasa.get(name).value for name in totals} == totals
    parts = ("focus", "links", "bases", "measures", "mechanisms")
    assert [lhasa.get(f"plan.{part}.count").value for part in parts] == [1, 2, 3, 4, 5]


def test_every_inconsistency_of_the_report_is_found(lhasa):
    assert [finding.values["id"] for finding in lhasa.findings(frozenset(lhasa.figures), {})] == [
        check.id for check in lhasa.checks
    ]
    assert len(lhasa.checks) == 8


NAMES = st.sampled_from(["a", "b", "c.d", "c"])


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]),
        st.lists(NAMES, min_size=1, max_size=3).map(
            lambda names: f"{{title: 数, sum: [{', '.join(names)}], unit: 名}}"
        )
        | NAMES.map(lambda name: f"{{title: 数, count_of: {name}}}")
        | st.sampled_from(
            ["{title: 数, value: 1, unit: 名}", "{d: {title: 数, value: [甲], unit: 个}}", "", "[]", "{}"]
        ),
        min_size=1,
    )
)
def test_any_figures_are_read_or_refused(tmp_path_factory, entries):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(
        HEAD + "".join(f"  {name}: {entry}\n" for name, entry in entries.items()), encoding="utf-8"
    )
    try:
        read_figures = figures.read(read(path))
    except ContentError as error:
        told = [problem.text(lang) for problem in error.problems for lang in ("zh", "en")]
        assert all(line.startswith(str(path)) for line in told)
    else:
        assert all(str(figure) for figure in read_figures.figures.values())
