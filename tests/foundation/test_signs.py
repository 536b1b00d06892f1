"""Signs without ink: those that spell a name stay, those that got in by copying are found."""

import pytest

from docgen.foundation.filenames import safe_name
from docgen.foundation.signs import leaves_ink, spelt
from docgen.foundation.spreadsheets.cells import cell_text
from docgen.foundation.spreadsheets.sheet import Fault

NAMES = [
    "می\u200cخواهم",
    "ئابدۇ\u200dرېھىم",
    "\u200fئۆتكۈر\u200e",
    "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ",
    "ᠨᠡᠷ\u180eᠡ",
    "ᠰ\u180bᠠ",
    "क्\u200dष",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_spells_a_name_stays_in_a_cell(name: str) -> None:
    assert cell_text(name) == name


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_without_ink_of_a_name_spells_it(name: str) -> None:
    assert spelt(name) == {index for index, sign in enumerate(name) if not leaves_ink(sign)} != set()


@pytest.mark.parametrize("name", NAMES)
def test_joiners_and_selectors_stay_in_the_name_of_a_file_and_direction_marks_go(name: str) -> None:
    assert safe_name(f"letter-{name}") == f"letter-{name}".replace("\u200f", "").replace("\u200e", "")


@pytest.mark.parametrize(
    "text", ["张\u200c三", "a\u200db", "张\u200e", "扎\u180e西", "ئا\u200bب", "ئا\u202eب", "ئا\u2066ب"]
)
def test_between_other_letters_they_are_an_accident(text: str) -> None:
    assert spelt(text) == set()
    assert isinstance(cell_text(text), Fault)


def test_a_narrow_space_between_latin_letters_is_white_space() -> None:
    assert safe_name("张\u202f三") == "张 三"


def test_a_cell_full_of_signs_is_read_quickly() -> None:
    assert isinstance(cell_text("\u200c" * 100_000), Fault)


DRAWN, UNDRAWN = "张\u0378\ue000", " \u200c\ufe01\U000e0100"


@pytest.mark.parametrize("character", [*DRAWN, *UNDRAWN])
def test_what_is_drawn_at_all(character: str) -> None:
    assert leaves_ink(character) is (character in DRAWN)
