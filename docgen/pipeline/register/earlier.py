"""Which series the 期数 of an office's earlier register are of, so that new ones go on behind them."""

from dataclasses import dataclass

from docgen.content import kinds
from docgen.content.offices import all_offices
from docgen.content.project import Project
from docgen.content.schemas.fields import Fields
from docgen.foundation.errors import ContentError, Place
from docgen.register.books import usual_periodicals
from docgen.register.entries import SERIAL
from docgen.register.series import Series

from ..numbering import FORM, NUMBER, bare_series


@dataclass(frozen=True)
class EarlierPeriodicals:
    """The periodicals of a project, as an earlier register calls them."""

    project: Project

    def series(self, office: str, kind: str, year: int, is_beside: bool) -> Series | None:
        """Return the series of a 期数, None where office, kind or year are not told.

        A 文种 that is no kind of the project is the title of a periodical, counted each year anew.
        """
        name = self.office_name(office)
        if not (name and kind):
            return None
        try:
            known = kinds.load(self.project, kind, Place())
        except ContentError:
            return usual_periodicals(name, kind, year, is_beside)
        fields, field = Fields(known.schema, {}), SERIAL if is_beside else NUMBER
        if not is_beside and not fields.first((NUMBER,), FORM):
            return usual_periodicals(name, kind, year, is_beside)
        named = fields.first((field,), "x-periodical")
        title = fields.first((named,), "default") if named else known.title
        if named and kind != known.title:
            title = kind
        runs_on = fields.first((field,), "x-continues")
        return bare_series(fields, field, name, str(title), year) if year or runs_on else None

    def office_name(self, told: str) -> str:
        """Return an office as its documents' counts have it; told none, the only one of the project."""
        offices = all_offices(self.project)[1]
        if not told and len(offices) == 1:
            told = next(iter(offices))
        for key, one in offices.items():
            if told and told in (key, one.get("name"), one.get("short_name")):
                return str(one.get("short_name") or one["name"])
        return told
