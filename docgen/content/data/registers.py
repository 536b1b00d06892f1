"""Tables that the project's register gives: `data: {督办: {register: 未办事项}}`, as of the document's day.

In goes a declaration, out come its rows as if a sheet had them, and what is to be said of columns of which
the document says nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from docgen.foundation.errors import ContentError
from docgen.foundation.memory import look
from docgen.foundation.spreadsheets import Sheet
from docgen.foundation.suggest import nearest
from docgen.register.opening import FILE, open_register
from docgen.register.views import VIEWS, View

from ..project import Project
from .declared import AS_OF, Declared, merged
from .sheets import Heading, SheetRows

REGISTER = "register"


def from_register(project: Project, declared: Declared, day: date) -> tuple[Declared, SheetRows]:
    """Return a declaration with what it leaves to the register, and the rows.

    Raises ContentError for a table that the register does not give, and where none is begun.
    """
    name = declared.text(REGISTER)
    if name not in VIEWS:
        told = {"name": name, "near": nearest(name, VIEWS)}
        raise ContentError([declared.problem("data-register-unknown", REGISTER, **told)])
    on = declared.says.get(AS_OF) or day
    file = look(project.root / FILE)
    if not file.exists():
        raise ContentError([declared.problem("data-register-missing", REGISTER, name=name)])
    with open_register(project.root) as register:
        view = VIEWS[name](register, on)
    says = merged({**described(view), AS_OF: on}, declared.says)
    return Declared(declared.source, declared.keys, says), rows_of(view, Sheet(file, name, cells_of(view)))


def described(view: View) -> Mapping[str, Any]:
    """Return what is to be said of a view's columns: counts have their unit, all else is text."""
    columns = {}
    for heading in view.headings[1:]:
        unit = view.units.get(heading)
        counted = {"unit": unit, "optional": True, "total": "sum" if unit in ("件", "项") else "none"}
        columns[heading] = counted if unit else {"type": "text", "optional": True}
    return {"rows": view.headings[0], "title": view.title, "columns": columns}


def cells_of(view: View) -> Mapping[tuple[int, int], str]:
    """Return the cells of a view as a sheet has them."""
    lines = enumerate((view.headings, *view.rows), 1)
    return {(row, column): text for row, cells in lines for column, text in enumerate(cells, 1) if text}


def rows_of(view: View, sheet: Sheet) -> SheetRows:
    """Return a view as the rows of a sheet."""
    headings = tuple(Heading(column, text, "") for column, text in enumerate(view.headings, 1))
    names = tuple((row[0], number) for number, row in enumerate(view.rows, 2))
    return SheetRows(sheet, headings, 1, 1, names, None)
