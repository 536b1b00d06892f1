"""A date is one date in every way an office types it; what may be another day is told with the likely one."""

from datetime import date

import pytest

from docgen.content.schemas.scalars import MisreadError, day

DAY = date(2025, 9, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-20",
        "2025-9-20",
        "2025/9/20",
        "2025/09/20",
        "2025.9.20",
        "2025.09.20",
        "2025年9月20日",
        "2025年09月20日",
        "2025年9月20号",
        "２０２５年９月２０日",
        "２０２５／９／２０",
        "２０２５．９．２０",
        "2025－9－20",
        "2025–9–20",
        "2025 年 9 月 20 日",
        "2025　年9月20日",
        " 2025 - 9 - 20 ",
        "二〇二五年九月二十日",
        "二○二五年九月二十日",
        "二零二五年九月廿日",
        "2025年9月20日星期六",
        "2025年9月20日（星期六）",
        "2025/9/20 周六",
    ],
)
def test_a_date_is_read_in_every_way_of_typing_it(text: str) -> None:
    assert day(text) == DAY


@pytest.mark.parametrize(
    ("text", "code", "plain"),
    [
        ("25/9/20", "value-date-short-year", "2025-09-20"),
        ("25年9月20日", "value-date-short-year", "2025-09-20"),
        ("二五年九月二十日", "value-date-short-year", "2025-09-20"),
        ("20250920", "value-date-not-plain", "2025-09-20"),
        ("2025-9/20", "value-date-not-plain", "2025-09-20"),
        ("2025年9月20", "value-date-not-plain", "2025-09-20"),
        ("2025、9、20", "value-date-not-plain", "2025-09-20"),
        ("2025-9-2 0", "value-date-not-plain", "2025-09-20"),
        ("45920", "value-date-serial", "2025-09-20"),
        ("2025年9月20日（星期五）", "value-date-weekday", "2025-09-20"),
        ("2025年9月31日", "value-date-impossible", None),
        ("二〇二五年二月三十日", "value-date-impossible", None),
        ("20251340", "value-date-impossible", None),
        ("2023-2-29", "value-date-impossible", None),
        ("2205-9-20", "value-date-far", None),
        ("9/20/2025", "value-not-date", None),
        ("25-13-1", "value-not-date", None),
        ("2025年9月", "value-not-date", None),
        ("明天", "value-not-date", None),
    ],
)
def test_what_may_be_another_day_is_refused_with_the_likely_one(
    text: str, code: str, plain: str | None
) -> None:
    with pytest.raises(MisreadError) as caught:
        day(text)
    assert (caught.value.code, caught.value.values.get("plain")) == (code, plain)
