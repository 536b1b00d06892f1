"""Numbers, dates and amounts read as official Chinese writes them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.foundation.numerals import (
    LIMIT,
    amount_of,
    capital_amount,
    chinese,
    chinese_date,
    official_date,
    reference,
)

DIGITS = {
    digit: value
    for digits in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    for value, digit in enumerate(digits)
}
TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}


def value_of(text: str) -> int:
    """Return the number that Chinese numerals say: the way back, written independently."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.partition(name)
        if found:
            return value_of(high) * size + value_of(low)
    total, digit = 0, None
    for sign in text:
        if sign in TENS:
            total += (1 if digit is None else digit) * TENS[sign]
            digit = None
        else:
            digit = DIGITS[sign]
    return total + (digit or 0)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (10000, "一万"),
        (15688, "一万五千六百八十八"),
        (100000, "十万"),
        (100500, "十万零五百"),
        (10010010, "一千零一万零一十"),
        (100000000, "一亿"),
        (100010000, "一亿零一万"),
        (100000001, "一亿零一"),
        (1000200000000, "一万零二亿"),
        (1000000000000, "一万亿"),
        (1000000000001, "一万亿零一"),
    ],
)
def test_numbers_are_spelt(number, text):
    assert chinese(number) == text


@given(st.integers(0, LIMIT - 1))
def test_a_spelt_number_says_its_value(number):
    text = chinese(number)
    assert value_of(text) == number
    assert "零零" not in text


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_numbers_beyond_spelling_are_refused(number):
    with pytest.raises(ValueError, match="cannot be spelt"):
        chinese(number)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("100000", "壹拾万元整"),
    ],
)
def test_amounts_are_written_in_capitals(amount, text):
    assert capital_amount(Decimal(amount)) == text


@given(st.integers(0, 10**17))
def test_an_amount_in_capitals_says_its_value(cents):
    text = capital_amount(Decimal(cents) / 100)
    yuan, found, rest = text.partition("元")
    if not found:
        yuan, rest = "零", text
    jiao, found, fen = rest.partition("角")
    if not found:
        jiao, fen = "零", rest
    spelt = [value_of(part.strip("整分")) for part in (yuan, jiao.lstrip("零") or "零", fen)]
    assert spelt[0] * 100 + spelt[1] * 10 + spelt[2] == cents
    assert text.endswith(("分", "整"))


@given(st.integers(0, 10**17))
def test_an_amount_in_capitals_is_read_again(cents):
    assert amount_of(capital_amount(Decimal(cents) / 100)) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("words", "yuan"),
    [("拾圆正", "10"), ("壹万亿元", "1000000000000"), ("壹仟元另五角", None), ("一千元", None)],
)
def test_an_amount_is_read_as_people_write_it(words, yuan):
    assert amount_of(words) == (yuan and Decimal(yuan))


@pytest.mark.parametrize("amount", ["0.001", "-1", str(LIMIT)])
def test_amounts_that_no_bill_can_carry_are_refused(amount):
    with pytest.raises(ValueError, match=r"cannot be spelt|parts of a 分"):
        capital_amount(Decimal(amount))


def test_dates_are_written_both_ways():
    assert official_date(date(2024, 6, 20)) == "2024年6月20日"
    assert chinese_date(date(2024, 6, 20)) == "二〇二四年六月二十日"
    assert chinese_date(date(2010, 12, 1)) == "二〇一〇年十二月一日"


def test_a_document_number_has_hexagonal_brackets_and_no_leading_zero():
    assert reference("拉食安办函", 2024, 12) == "拉食安办函〔2024〕12号"
