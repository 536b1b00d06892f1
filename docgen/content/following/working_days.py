"""Working days: a day in, a day out, by the weekdays and by the days a government moves each year.

Nothing here reads files or the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class YearDays:
    """What a year has beside its weekdays: days of rest (放假), and weekends that are worked (调休上班)."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Calendar:
    """The years whose days of rest are known."""

    years: Mapping[int, YearDays] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked. Raises KeyError for a year that is not known."""
        year = self.years[day.year]
        return day in year.work or (day.weekday() < SATURDAY and day not in year.rest)

    def after(self, day: date, count: int) -> date | None:
        """Return the `count`th working day after `day`, which itself does not count (《民法典》201 条).

        None where that leads through a year that is not known.
        """
        try:
            while count:
                day += DAY
                count -= self.is_working_day(day)
        except KeyError:
            return None
        return day


def days_after(day: date, count: int) -> date:
    """Return the day that is `count` calendar days after `day`."""
    return day + count * DAY
