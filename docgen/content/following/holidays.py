"""The calendar of working days: the State Council's yearly list as data, and the office's own before it.

`templates/_shared/holidays.yaml` has the years that docgen knows, `content/holidays.yaml` of a project those
an office adds, or says otherwise of (藏历新年 in Tibet). A year that neither has is not guessed.
"""

from collections.abc import Mapping
from datetime import date

from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.memory import kept, look

from .. import schemas
from ..project import Project
from ..schemas import validation
from ..source import Source, read
from .working_days import SATURDAY, Calendar, YearDays

FILE, BUNDLED, SCHEMA = "holidays.yaml", "_shared/holidays.yaml", "_shared/holidays.schema.yaml"


@kept(8)
def calendar(project: Project) -> Calendar:
    """Return the calendar of a project. Raises ContentError for what is wrong in its files."""
    schema = schemas.read(project.template(SCHEMA))
    own = look(project.content(FILE))
    files = [project.template(BUNDLED), *([own] if own.is_file() else [])]
    years: dict[int, YearDays] = {}
    for source in map(read, files):
        told = validation.check(source, schema)
        years |= {int(year): year_days(source, str(year), days) for year, days in told.items()}
    return Calendar(years)


def year_days(source: Source, year: str, told: Mapping[str, list[date]]) -> YearDays:
    """Return the days of one year. Raises ContentError for days that cannot be what they are said to be."""
    if not (len(year) == 4 and year.isdecimal()):
        raise ContentError([Problem("holidays-no-year", source.place(year), {"year": year})])
    rest, work = told.get("rest") or [], told.get("work") or []
    wrong = [
        problem(source, (year, word, at), "holidays-other-year", day)
        for word, days in (("rest", rest), ("work", work))
        for at, day in enumerate(days)
        if str(day.year) != year
    ]
    wrong += [
        problem(source, (year, "work", at), "holidays-no-weekend", day)
        for at, day in enumerate(work)
        if day.weekday() < SATURDAY
    ]
    wrong += [
        problem(source, (year, "work", at), "holidays-both", day)
        for at, day in enumerate(work)
        if day in rest
    ]
    if wrong:
        raise ContentError(wrong)
    return YearDays(frozenset(rest), frozenset(work))


def problem(source: Source, keys: tuple[str | int, ...], code: str, day: date) -> Problem:
    """Return what is wrong with a day of the list."""
    return Problem(code, source.place(*keys), {"day": day.isoformat(), "year": keys[0]})
