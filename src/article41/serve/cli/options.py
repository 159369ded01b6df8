"""What several verbs take: days, ids, formats."""

from __future__ import annotations

from datetime import date

import click


class Day(click.ParamType[date]):
    """A day as 2018-02-01."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or str(day) != value:  # 20180201 and 2018-W05-4 are days too, but slips as likely
            self.fail(f"found '{value}'; expected a day that exists, written 2018-02-01", param, ctx)
        return day


DAY = Day()
as_of = click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Count only resolutions adopted by this day (default: today).",
)
list_format = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
list_key_option = click.option(
    "--list", "list_key", metavar="KEY", help="Which list it is, where the file does not say."
)
