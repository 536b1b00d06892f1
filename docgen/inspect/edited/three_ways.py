"""Which changes are the other person's, and which our own.

In go what was built, what would be built now and what came back; out come the differences of what came back,
in terms of what would be built now, since that is what the YAML says. What only the YAML changed since the
build is no difference; where both changed the same paragraph or cell, the difference knows what it `was`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..docx.record import Content, Paragraph, row_text
from .differences import Difference, Spot, differences, reading_order


@dataclass(frozen=True)
class Told:
    """What came back differs so; and in so many other places has the YAML been changed since."""

    differences: list[Difference]
    later: int


def three_ways(built: Content, now: Content, edited: Content) -> Told:
    """Return what someone changed in `edited` since it was `built`, in terms of what it would be `now`."""
    own = differences(built, now)
    fates = Fates(own, now)
    found = [one for each in differences(built, edited) if (one := carried_over(each, fates))]
    ordered = sorted(found, key=lambda one: (list(now.stories).index(one.spot.story), *reading_order(one)))
    both = sum(one.was is not None for one in ordered)
    return Told(ordered, sum(not one.says_the_same for one in own) - both)


@dataclass(frozen=True)
class Fate:
    """Where something that was built would stand now, if it would; and whether its words changed."""

    spot: Spot | None
    changed: bool


@dataclass
class Fates:
    """What became of everything that was built."""

    own: Sequence[Difference]
    now: Content
    known: dict[Spot, list[Difference]] = field(default_factory=dict)  # of a row and a table all their cells

    def __post_init__(self) -> None:
        """Find what is known of each place."""
        for one in self.own:
            if one.old is not None:
                for spot in dict.fromkeys(around(one.spot)):
                    self.known.setdefault(spot, []).append(one)

    def of(self, spot: Spot) -> Fate:
        """Return what became of what was built at `spot`; of a cell whose row moved or went, with its row.

        Of a paragraph that was put together with the one before it there is nothing left by itself.
        """
        level = next((wider for wider in around(spot) if wider in self.known), None)
        if level is None:
            return Fate(None, changed=True)
        found = self.known[level]
        to = next((one.to for one in found if one.to), None)
        changed = any(not one.says_the_same and not one.moved for one in found)
        if to is None:
            return Fate(None, changed)
        within = replace(spot, story=to.story, at=to.at, row=to.row if level.row >= 0 else spot.row)
        return Fate(within if has(self.now, within) else None, changed)

    def own_words(self, spot: Spot) -> Paragraph | None:
        """Return what the YAML made of a paragraph or cell that it changed, even in parts; else none."""
        found = [one for one in self.known.get(spot, ()) if one.spot == spot and not one.moved]
        return found[0].new if len(found) == 1 and not found[0].says_the_same else None

    def after(self, spot: Spot) -> Spot:
        """Return after what is left of what was before `spot` something that was added there would stand."""
        for row in range(spot.row, -1, -1):
            if to := self.of(replace(spot, row=row)).spot:
                return to
        for at in range(spot.at, -1, -1):
            if to := self.of(Spot(spot.story, at)).spot:
                return replace(to, row=-1, column=-1)
        return Spot(spot.story, -1)

    def has_come(self, added: Difference) -> bool:
        """Say whether the same words were added to the YAML too."""
        return added.new is not None and added.new.text in self.come

    @cached_property
    def come(self) -> frozenset[str]:
        """The words that the YAML has and what was built had not."""
        return frozenset(one.new.text for one in self.own if one.old is None and one.new)


def around(spot: Spot) -> Iterator[Spot]:
    """Yield a place, its row and its table."""
    yield from (spot, replace(spot, column=-1), replace(spot, row=-1, column=-1))


def has(content: Content, spot: Spot) -> bool:
    """Say whether there is anything at `spot`."""
    found = content.stories[spot.story][spot.at]
    if spot.row < 0 or isinstance(found, Paragraph):
        return spot.row < 0
    return spot.row < len(found.rows) and spot.column < len(found.rows[spot.row])


def paragraph(content: Content, spot: Spot) -> Paragraph:
    """Return what stands at `spot`; a row or a table as if it were one paragraph."""
    found = content.stories[spot.story][spot.at]
    if isinstance(found, Paragraph):
        return found
    if spot.row < 0:
        return Paragraph(found.text)
    row = found.rows[spot.row]
    return row[spot.column] if spot.column >= 0 else Paragraph(row_text(row))


def carried_over(one: Difference, fates: Fates) -> Difference | None:
    """Return a difference from what was built as one from what would be built now, if it is one."""
    if one.old is None:
        return None if fates.has_come(one) else replace(one, spot=fates.after(one.spot))
    fate = fates.of(one.spot)
    if fate.spot is None:
        return of_what_is_gone(one, replace(one, spot=fates.after(one.spot)))
    here = replace(one, spot=fate.spot)
    relevelled = one.new is not None and one.new.level != one.old.level
    if one.moved or (one.says_the_same and not (fate.changed and relevelled)):
        return here
    now = fates.own_words(one.spot) or paragraph(fates.now, fate.spot)
    agreed = one.new is not None and one.new.text == now.text
    return replace(here, old=now, was=one.old if fate.changed and not agreed else None)


def of_what_is_gone(one: Difference, after: Difference) -> Difference | None:
    """Return what became of something that the YAML has no more; a comment on it is not lost."""
    if one.new is None or one.moved:
        return None
    if one.says_the_same:
        return after if one.new.comments else None
    return replace(after, old=None, was=one.old)
