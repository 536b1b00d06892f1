"""What comes in and goes out, as the description of the service has it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Form = Literal["pdf", "docx", "html"]
Name = Annotated[str, Field(max_length=300)]
Codes = Annotated[list[str], Field(max_length=50)]


class Strict(BaseModel):
    """A record that takes nothing it does not know."""

    model_config = ConfigDict(extra="forbid")


class Wrong(BaseModel):
    """One thing to mend: a stable code, the key path of its field, a line, a place, and a sentence."""

    code: str
    field: list[str | int] = []
    line: int | None = None
    place: str = ""
    text: str


class Trouble(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    errors: list[Wrong] = []


class KindRecord(BaseModel):
    """A kind of document."""

    name: str
    title: str
    group: str
    description: str


class KindGuide(KindRecord):
    """A kind with the JSON Schema of its fields."""

    fields: dict[str, Any]


class ToRender(Strict):
    """One document: what its fields hold, as texts, lists and groups. `accept` names grave findings."""

    kind: Name
    values: dict[str, Any]
    form: Form = "pdf"
    accept: Codes = []


class DocumentRecord(BaseModel):
    """A document of the project: its name is its path below `content/`, without an ending."""

    name: str
    title: str
    kind: str
    state: str
    number: str
    date: str


class DocumentValues(BaseModel):
    """What a document's fields hold, and its text."""

    name: str
    kind: str
    values: dict[str, Any]
    text: str


class ToBegin(Strict):
    """A new document of a kind; without a name one is proposed."""

    kind: Name
    name: Name = ""
    title: Name = ""


class Begun(BaseModel):
    """A document that was begun."""

    name: str


class ToSave(Strict):
    """Fields to save. A field that is not named stays; an empty one is taken out."""

    values: dict[str, Any]


class ToMake(Strict):
    """How a document is to be made as a job."""

    formats: Annotated[list[Form], Field(min_length=1, max_length=3)] = ["pdf", "docx"]
    combined: bool = False
    only: Annotated[list[str], Field(max_length=1000)] = []
    accept: Codes = []
    webhook: Annotated[str, Field(max_length=500)] = ""


class ToBuild(ToMake):
    """A document of the project, to be made as a job."""

    document: Name


class JobRecord(BaseModel):
    """How a job stands: waiting, running, done, stopped, cancelled, failed."""

    id: str
    state: str
    done: int
    total: int
    result: dict[str, Any] | None = None
    errors: list[dict[str, Any]] = []


class CellProblem(BaseModel):
    """What is wrong in a roster, and in which row and column of the sheet."""

    scope: str
    code: str
    text: str
    row: int | None
    column: int | None
    refuses: bool


class RosterReport(BaseModel):
    """A roster judged: how many recipients it has, and what is to be mended."""

    recipients: int
    problems: list[CellProblem]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Trouble, "content": {"application/problem+json": {}}}
    for status in (400, 401, 403, 404, 405, 406, 409, 413, 415, 421, 422, 429, 502, 503, 504)
}
"""What any call may answer besides."""
