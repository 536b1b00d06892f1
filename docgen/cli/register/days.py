"""A day as a clerk types it."""

from datetime import date, datetime

import click

DATES = click.DateTime(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])


class Day(click.ParamType[date]):
    """A day: 2024-06-20, 2024/6/20 or 2024年6月20日."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was typed."""
        found = DATES.convert(value, param, ctx)
        return found.date() if isinstance(found, datetime) else found


DAY = Day()
