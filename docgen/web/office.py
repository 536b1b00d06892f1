"""The service for a whole office, as `service.yaml` of the project describes it: who comes in, and how.

People log in at the reverse proxy before us, which names each in a header. Anybody who reaches us could write
that header, so we are reached by a unix socket alone, whose folder and mode say who that is.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from docgen.foundation.errors import MachineError, Place, Problem

from .gate.people import Person, Role
from .service.records import Strict
from .settings import MEGABYTE, Settings

FILE = "service.yaml"
KNOWN = {
    "拟稿": Role.DRAFTER,
    "审核": Role.REVIEWER,
    "签发": Role.SIGNATORY,
    "登记": Role.REGISTRAR,
    "查阅": Role.READER,
}
"""Roles as an office calls them."""


class Member(Strict):
    """One person of the office."""

    name: str = Field(min_length=1)
    roles: list[str]


class Service(Strict):
    """What `service.yaml` says. `people` are by the name that the proxy gives; sizes are in megabytes."""

    socket: Path
    hosts: Annotated[list[str], Field(min_length=1)]
    header: str = "X-Remote-User"
    people: Annotated[dict[str, Member], Field(min_length=1)]
    largest: Annotated[int, Field(ge=1, le=1024)] = 16
    builders: Annotated[int, Field(ge=1, le=64)] = 2


def read_service(project: Path) -> Service:
    """Return what the project's `service.yaml` says. Raises MachineError for one that cannot be used."""
    file = project / FILE
    try:
        service = Service(**yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, ValidationError, yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
        raise MachineError([Problem("service-file", Place(file), {"reason": reason_of(error)})]) from error
    unknown = sorted({role for one in service.people.values() for role in one.roles} - set(KNOWN))
    if unknown:
        told = {"roles": "、".join(unknown), "known": "、".join(KNOWN)}
        raise MachineError([Problem("service-role", Place(file), told)])
    return service


def reason_of(error: Exception) -> str:
    """Return in one line what is wrong with the file."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return " ".join(str(error).split())


def settings_of(project: Path, service: Service, lang: str) -> Settings:
    """Return how the server of an office runs: it ends when it is told to, not when nobody looks."""
    return Settings(
        project,
        office=True,
        lang=lang,
        largest=service.largest * MEGABYTE,
        idle=float("inf"),
        builders=service.builders,
        names=frozenset(service.hosts),
    )


def people_of(service: Service) -> Mapping[str, Person]:
    """Return the persons of an office by the name that the proxy gives."""
    return {
        login: Person(one.name, frozenset({Role.READER, *(KNOWN[role] for role in one.roles)}))
        for login, one in service.people.items()
    }
