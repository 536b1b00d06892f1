"""Official documents (公文) from YAML and Jinja, as PDF and native Word.

What is listed here is what programs may rely on; the rest of the package is private. Importing it costs
nothing: each name is brought in when it is first asked for (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

PUBLIC = {
    "docgen.pipeline.api": (
        "accept_translations",
        "build",
        "changes",
        "compare",
        "describe_kind",
        "examine_machine",
        "export_translations",
        "forget",
        "import_translations",
        "inspect_file",
        "jobs",
        "kinds",
        "load",
        "mark_roster",
        "remedies",
        "render",
        "start_document",
        "start_project",
        "translation_states",
        "typefaces",
        "verify_code",
        "write_roster",
    ),
    "docgen.pipeline.review.examining": ("Examined", "examine_document"),
    "docgen.pipeline.review.pictures": ("PageMark", "page_picture"),
    "docgen.pipeline.review.rosters": (
        "RosterView",
        "correct_roster",
        "name_roster",
        "use_roster",
        "view_roster",
    ),
    "docgen.pipeline.desk.doors": ("Saved", "form", "save", "with_values"),
    "docgen.pipeline.desk.plain_text": ("PlainText", "earlier_text", "plain_text", "save_text"),
    "docgen.pipeline.desk.problems": ("FormProblem", "form_problems"),
    "docgen.pipeline.preview.records": ("Shown",),
    "docgen.pipeline.preview.show": ("Preview",),
    "docgen.content.forms.records": ("Choice", "Field", "Form"),
    "docgen.pipeline.register.doors": (
        "back_up_register",
        "begin_register",
        "import_register",
        "issue",
        "issue_again",
        "recall_number",
        "register_entries",
        "register_table",
        "reserve_number",
        "sign_document",
        "verify_register",
        "void_number",
        "write_register",
    ),
    "docgen.pipeline.register.sealing": ("note_sealed",),
    "docgen.pipeline.register.following.doors": (
        "close_paper",
        "draft_next_papers",
        "extend_deadline",
        "note_reply",
        "overdue_papers",
        "receive_paper",
        "register_view",
        "start_dispatch_report",
        "start_report",
        "write_assessment",
        "write_view",
    ),
    "docgen.pipeline.register.following.overdue": ("Drafted", "Late"),
    "docgen.pipeline.shelf.doors": (
        "document_offices",
        "draft_document",
        "duplicate_document",
        "fetch_document",
        "find_document",
        "list_documents",
        "list_figures",
        "name_document",
        "propose_name",
        "put_away_document",
        "rename_document",
        "write_sent_project",
    ),
    "docgen.pipeline.shelf.figures": ("PrintedFigure",),
    "docgen.pipeline.shelf.listing": ("Shelf", "ShelvedDocument"),
    "docgen.pipeline.shelf.reading": ("ShelvedChapter",),
    "docgen.pipeline.records.following": ("followed_papers",),
    "docgen.pipeline.records.issuing": ("readiness",),
    "docgen.pipeline.records.papers": ("archived_file", "is_register_begun", "register_paper"),
    "docgen.pipeline.records.reference": ("FigureBook", "figure_book", "judge_data"),
    "docgen.pipeline.records.translating": (
        "TranslatedDocument",
        "TranslatedUnit",
        "accept_seen",
        "translated_documents",
        "translated_units",
        "write_translation",
    ),
    "docgen.web.serving": ("serve",),
    "docgen.register.entries": ("Entry", "Query"),
    "docgen.register.following": ("state_on", "state_word"),
    "docgen.register.views": ("View",),
    "docgen.pipeline.options": ("BatchOptions", "Options", "PrintOrder"),
    "docgen.pipeline.compare": ("accept_edits",),
    "docgen.inspect.edited.proposals": ("ValueEdit",),
    "docgen.pipeline.build": ("Built", "FindingsError"),
    "docgen.foundation.errors": (
        "ConflictError",
        "ContentError",
        "DocgenError",
        "Finding",
        "MachineError",
        "Place",
        "Problem",
        "TemplateError",
    ),
}
"""The public names, by the module that has them."""
HOMES = {name: module for module, names in PUBLIC.items() for name in names}

if TYPE_CHECKING:
    from docgen.content.forms.records import Choice, Field, Form
    from docgen.foundation.errors import (
        ConflictError,
        ContentError,
        DocgenError,
        Finding,
        MachineError,
        Place,
        Problem,
        TemplateError,
    )
    from docgen.inspect.edited.proposals import ValueEdit
    from docgen.pipeline.api import (
        accept_translations,
        build,
        changes,
        compare,
        describe_kind,
        examine_machine,
        export_translations,
        forget,
        import_translations,
        inspect_file,
        jobs,
        kinds,
        load,
        mark_roster,
        remedies,
        render,
        start_document,
        start_project,
        translation_states,
        typefaces,
        verify_code,
        write_roster,
    )
    from docgen.pipeline.build import Built, FindingsError
    from docgen.pipeline.compare import accept_edits
    from docgen.pipeline.desk.doors import Saved, form, save, with_values
    from docgen.pipeline.desk.plain_text import PlainText, earlier_text, plain_text, save_text
    from docgen.pipeline.desk.problems import FormProblem, form_problems
    from docgen.pipeline.options import BatchOptions, Options, PrintOrder
    from docgen.pipeline.preview.records import Shown
    from docgen.pipeline.preview.show import Preview
    from docgen.pipeline.records.following import followed_papers
    from docgen.pipeline.records.issuing import readiness
    from docgen.pipeline.records.papers import archived_file, is_register_begun, register_paper
    from docgen.pipeline.records.reference import FigureBook, figure_book, judge_data
    from docgen.pipeline.records.translating import (
        TranslatedDocument,
        TranslatedUnit,
        accept_seen,
        translated_documents,
        translated_units,
        write_translation,
    )
    from docgen.pipeline.register.doors import (
        back_up_register,
        begin_register,
        import_register,
        issue,
        issue_again,
        recall_number,
        register_entries,
        register_table,
        reserve_number,
        sign_document,
        verify_register,
        void_number,
        write_register,
    )
    from docgen.pipeline.register.following.doors import (
        close_paper,
        draft_next_papers,
        extend_deadline,
        note_reply,
        overdue_papers,
        receive_paper,
        register_view,
        start_dispatch_report,
        start_report,
        write_assessment,
        write_view,
    )
    from docgen.pipeline.register.following.overdue import Drafted, Late
    from docgen.pipeline.register.sealing import note_sealed
    from docgen.pipeline.review.examining import Examined, examine_document
    from docgen.pipeline.review.pictures import PageMark, page_picture
    from docgen.pipeline.review.rosters import (
        RosterView,
        correct_roster,
        name_roster,
        use_roster,
        view_roster,
    )
    from docgen.pipeline.shelf.doors import (
        document_offices,
        draft_document,
        duplicate_document,
        fetch_document,
        find_document,
        list_documents,
        list_figures,
        name_document,
        propose_name,
        put_away_document,
        rename_document,
        write_sent_project,
    )
    from docgen.pipeline.shelf.figures import PrintedFigure
    from docgen.pipeline.shelf.listing import Shelf, ShelvedDocument
    from docgen.pipeline.shelf.reading import ShelvedChapter
    from docgen.register.entries import Entry, Query
    from docgen.register.following import state_on, state_word
    from docgen.register.views import View
    from docgen.web.serving import serve

__all__ = [
    "BatchOptions",
    "Built",
    "Choice",
    "ConflictError",
    "ContentError",
    "DocgenError",
    "Drafted",
    "Entry",
    "Examined",
    "Field",
    "FigureBook",
    "Finding",
    "FindingsError",
    "Form",
    "FormProblem",
    "Late",
    "MachineError",
    "Options",
    "PageMark",
    "Place",
    "PlainText",
    "Preview",
    "PrintOrder",
    "PrintedFigure",
    "Problem",
    "Query",
    "RosterView",
    "Saved",
    "Shelf",
    "ShelvedChapter",
    "ShelvedDocument",
    "Shown",
    "TemplateError",
    "TranslatedDocument",
    "TranslatedUnit",
    "ValueEdit",
    "View",
    "accept_edits",
    "accept_seen",
    "accept_translations",
    "archived_file",
    "back_up_register",
    "begin_register",
    "build",
    "changes",
    "close_paper",
    "compare",
    "correct_roster",
    "describe_kind",
    "document_offices",
    "draft_document",
    "draft_next_papers",
    "duplicate_document",
    "earlier_text",
    "examine_document",
    "examine_machine",
    "export_translations",
    "extend_deadline",
    "fetch_document",
    "figure_book",
    "find_document",
    "followed_papers",
    "forget",
    "form",
    "form_problems",
    "import_register",
    "import_translations",
    "inspect_file",
    "is_register_begun",
    "issue",
    "issue_again",
    "jobs",
    "judge_data",
    "kinds",
    "list_documents",
    "list_figures",
    "load",
    "mark_roster",
    "name_document",
    "name_roster",
    "note_reply",
    "note_sealed",
    "overdue_papers",
    "page_picture",
    "plain_text",
    "propose_name",
    "put_away_document",
    "readiness",
    "recall_number",
    "receive_paper",
    "register_entries",
    "register_paper",
    "register_table",
    "register_view",
    "remedies",
    "rename_document",
    "render",
    "reserve_number",
    "save",
    "save_text",
    "serve",
    "sign_document",
    "start_dispatch_report",
    "start_document",
    "start_project",
    "start_report",
    "state_on",
    "state_word",
    "translated_documents",
    "translated_units",
    "translation_states",
    "typefaces",
    "use_roster",
    "verify_code",
    "verify_register",
    "view_roster",
    "void_number",
    "with_values",
    "write_assessment",
    "write_register",
    "write_roster",
    "write_sent_project",
    "write_translation",
    "write_view",
]


def __getattr__(name: str) -> Any:
    """Return a public name, brought in from the room that has it."""
    if name not in HOMES:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    value = getattr(import_module(HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return what programs may ask for."""
    return sorted([*__all__, "__version__"])
