"""Units of measure as a formula sees them: 家/人 is what comes out when 家 is divided by 人.

A share (%) and a plain number have no unit. Units are words and never converted: 元 and 万元 are two.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

PLAIN = frozenset({"", "%", "％"})
SIGNS = re.compile(r"([/／·*×])")


@dataclass(frozen=True)
class Unit:
    """A unit as words with powers, in the order of words; nothing for a plain number."""

    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: "Unit") -> "Unit":
        """Return the unit of a product."""
        return made({**dict(self.powers), **summed(self, other, 1)})

    def __truediv__(self, other: "Unit") -> "Unit":
        """Return the unit of a quotient."""
        return made({**dict(self.powers), **summed(self, other, -1)})

    def __str__(self) -> str:
        """Return the unit as it is printed: 家, 家/人; nothing for a plain number."""
        over = "·".join(word for word, power in self.powers for _ in range(power))
        under = "/".join(word for word, power in self.powers for _ in range(-power))
        return f"{over or ('1' if under else '')}{'/' if under else ''}{under}"


NO_UNIT = Unit()


def summed(left: Unit, right: Unit, sign: int) -> dict[str, int]:
    """Return the powers of two units together, the second's counted by `sign`."""
    own = dict(left.powers)
    return {word: own.get(word, 0) + sign * power for word, power in right.powers}


def made(powers: Mapping[str, int]) -> Unit:
    """Return the unit of these powers."""
    return Unit(tuple(sorted((word, power) for word, power in powers.items() if power)))


def read_unit(text: str) -> Unit:
    """Return the unit that a text means: 家, 家/人, 元·天; none for an empty text and for %."""
    sign, powers = 1, Counter[str]()
    for piece in SIGNS.split(text.strip()):
        if SIGNS.fullmatch(piece):
            sign = -1 if piece in "/／" else sign
        elif piece.strip() not in PLAIN | {"1"}:
            powers[piece.strip()] += sign
    return made(powers)
