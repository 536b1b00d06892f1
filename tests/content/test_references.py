"""A character that may not be typed may not be named by its number either; mistakes are found quickly."""

from pathlib import Path

import pytest

from docgen.content import source
from docgen.foundation.errors import ContentError
from tests.support.proportion import LINEAR, growth


@pytest.mark.parametrize(
    "reference",
    ["&#1;", "&#x1;", "&#X0001F;", "&#0;", "&#127", "&#xfdd0;", "&#xffff;", "&#9999999999;", "&#8232;"],
)
def test_a_reference_to_what_cannot_be_typed_is_refused_with_its_place(reference: str) -> None:
    with pytest.raises(ContentError) as caught:
        source.parse(f"title: 甲\nbody: |\n  甲\n  乙[丙](https://a.example/{reference})\n", Path("a.yaml"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("source-control-character", 4, 26)
    assert problem.values["sign"] == reference


@pytest.mark.parametrize("reference", ["&#9;", "&#65;", "&#x4e00;", "&#128;", "&amp;#1;", "&#", "&#x;"])
def test_other_references_are_read(reference: str) -> None:
    assert source.parse(f"body: 甲{reference}乙\n", Path("a.yaml")).value("body") == f"甲{reference}乙"


def test_many_places_in_a_long_text_are_found_in_proportion() -> None:
    def places(lines: int) -> list[tuple[int, int]]:
        read = source.parse("body: |\n" + "  甲乙\n" * lines, Path("a.yaml"))
        found = (read.place_within(("body",), 15 * number + 1) for number in range(lines // 5))
        return [(place.line, place.column) for place in found]

    assert places(10) == [(2, 4), (7, 4)]
    assert growth(places, 2_500, 10_000) < LINEAR
