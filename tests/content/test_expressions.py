"""The language of formulas: what it can say it says exactly, and nothing else gets in."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.content.data.formulas import ExpressionError, read_formula, read_unit

NAMES = ("甲", "乙", "主体（家）", "A级")
AMOUNTS = st.decimals(-(10**6), 10**6, places=3)
LEAVES = st.sampled_from(NAMES) | st.integers(0, 10**6).map(str)
SIGNS = st.sampled_from("+-×÷*/－＋")
FORMULAS = st.recursive(
    LEAVES, lambda part: st.tuples(part, SIGNS, part).map(lambda one: f"({''.join(one)})"), max_leaves=12
)
PLAIN = str.maketrans("×÷－＋", "*/-+")


def value(formula, cells, rows=()):
    """Return what a formula makes of a row."""
    return read_formula(formula, cells).value(cells.get, [row.get for row in rows])


@settings(max_examples=150)
@given(FORMULAS, st.lists(AMOUNTS, min_size=len(NAMES), max_size=len(NAMES)))
def test_a_formula_is_what_exact_arithmetic_makes_of_it(formula, amounts):
    cells = dict(zip(NAMES, amounts, strict=True))
    plain = re.sub(r"(?<!A)(?<![0-9])([0-9]+)", r"Fraction(\1)", formula.translate(PLAIN))
    for number, name in enumerate(NAMES):
        plain = plain.replace(name, f"x[{number}]")
    try:
        wanted = eval(plain, {"x": list(map(Fraction, amounts)), "Fraction": Fraction})
    except ZeroDivisionError:
        wanted = None
    found = code_or(lambda: value(formula, cells))
    if isinstance(found, Decimal):
        assert wanted is not None
        assert abs(Fraction(found) - wanted) <= Fraction(1, 10**9)
    else:
        assert found == "data-number-too-big" if wanted is not None else found.startswith("data-")


def code_or(work):
    """Return what `work` returns, or the code of what is wrong."""
    try:
        return work()
    except ExpressionError as error:
        return error.code


@settings(max_examples=200)
@given(st.text("甲乙+-*/()（）,，%.0123456789 合计sum_'\"[]{}:=lambda", max_size=60))
def test_any_text_is_a_formula_or_is_told_why_not(text):
    found = code_or(lambda: read_formula(text, NAMES).value({"甲": Decimal(1), "乙": Decimal(0)}.get, []))
    assert found is None or isinstance(found, Decimal) or found.startswith("data-")


def test_depth_and_length_are_bounded():
    for text, code in (
        ("(" * 40 + "1" + ")" * 40, "data-formula-deep"),
        ("1+" * 400 + "1", "data-formula-long"),
    ):
        with pytest.raises(ExpressionError) as caught:
            read_formula(text, NAMES)
        assert caught.value.code == code


def test_functions_go_over_rows_that_hold_anything():
    rows = [{"甲": Decimal(1)}, {"甲": None}, {"甲": Decimal(4)}]
    made = {
        "合计(甲)": 5,
        "平均（甲）": "2.5",
        "最大(甲)": 4,
        "min(甲)": 1,
        "甲 / 合计(甲)": "0.2",
        "四舍五入(甲 ÷ 3, 2)": "0.33",
        "-甲 + 50%": "-0.5",
    }
    for formula, wanted in made.items():
        assert value(formula, rows[0], rows) == Decimal(wanted)
    assert value("甲 + 1", rows[1], rows) is None


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("甲 / 乙", "家/人"),
        ("甲 * 乙 / 乙", "家"),
        ("甲 / 甲", ""),
        ("合计(甲)", "家"),
        ("甲 * 2 - 甲", "家"),
    ],
)
def test_units_follow_the_arithmetic(formula, unit):
    units = {"甲": read_unit("家"), "乙": read_unit("人")}
    assert str(read_formula(formula, units).unit(units)) == unit


@pytest.mark.parametrize("formula", ["甲 + 乙", "甲 - 1", "甲 × 甲 + 甲", "合计(甲) - 乙"])
def test_what_has_another_unit_is_not_added(formula):
    units = {"甲": read_unit("家"), "乙": read_unit("人")}
    with pytest.raises(ExpressionError) as caught:
        read_formula(formula, units).unit(units)
    assert caught.value.code == "data-formula-units"
