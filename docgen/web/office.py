"""The service for a whole office, as `service.yaml` of the project describes it: who comes in, and how.

People log in at the reverse proxy before us, which names each in a header. Anybody who reaches us could write
that header, so we are reached by a unix socket alone, whose folder and mode say who that is.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, IPvAnyNetwork, ValidationError

from docgen.foundation.errors import MachineError, Place, Problem

from .gate.gate import Sessions
from .gate.logins import ProxyLogin
from .gate.people import Person, Role
from .gate.sessions import SessionTable
from .hooks import Hooks
from .service.records import Strict
from .settings import MEGABYTE, SERVICE, Settings
from .storage import Storage

KEY = 32
"""Bytes that the key of messages has at least; nobody else on the machine may read it."""
KNOWN = {
    "拟稿": Role.DRAFTER,
    "审核": Role.REVIEWER,
    "签发": Role.SIGNATORY,
    "登记": Role.REGISTRAR,
    "查阅": Role.READER,
}
"""Roles as an office calls them."""


class Member(Strict):
    """One person: name, what he may do, and the office (as offices.yaml calls it) whose documents he sees.

    Without one he sees those of all.
    """

    name: str = Field(min_length=1)
    roles: list[str]
    office: str = ""


class ToTell(Strict):
    """Whom jobs may tell of their end: hosts, networks of private addresses, the file with the key."""

    hosts: Annotated[list[str], Field(min_length=1)]
    networks: tuple[IPvAnyNetwork, ...] = ()
    key: Path


class ToLogIn(Strict):
    """Where people log in: the provider, docgen's name and secret there, the claim that is the login."""

    issuer: str = Field(pattern=r"^(https://|http://127\.0\.0\.1[:/])[^ ]+$")
    client: str = Field(min_length=1)
    secret: Path
    claim: str = "preferred_username"


class Service(Strict):
    """What `service.yaml` says. `people` are by the name that the proxy gives; sizes are in megabytes.

    A file may be named from the project's folder, wherever the server is started.

    `database` is where jobs are kept, in libpq's words; without it they are in a file of the project.
    `scheduler` is that of a Dask cluster (tls://…), which then makes the letters of batches.
    """

    socket: Path
    hosts: Annotated[list[str], Field(min_length=1)]
    header: str = "X-Remote-User"
    people: Annotated[dict[str, Member], Field(min_length=1)]
    largest: Annotated[int, Field(ge=1, le=1024)] = 16
    builders: Annotated[int, Field(ge=1, le=64)] = 2
    previewers: Annotated[int, Field(ge=1, le=64)] = 2
    database: str = ""
    scheduler: str = ""
    hooks: ToTell | None = None
    login: ToLogIn | None = None


def read_service(project: Path) -> Service:
    """Return what the project's `service.yaml` says. Raises MachineError for one that cannot be used."""
    file = project / SERVICE
    try:
        service = Service(**yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, ValidationError, yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
        raise MachineError([Problem("service-file", Place(file), {"reason": reason_of(error)})]) from error
    unknown = sorted({role for one in service.people.values() for role in one.roles} - set(KNOWN))
    if unknown:
        told = {"roles": "、".join(unknown), "known": "、".join(KNOWN)}
        raise MachineError([Problem("service-role", Place(file), told)])
    return placed(service, project)


def placed(service: Service, project: Path) -> Service:
    """Return the same with all its files named from the root of the disk."""
    hooks, login = service.hooks, service.login
    return service.model_copy(
        update={
            "socket": file_of(project, service.socket),
            "hooks": hooks and hooks.model_copy(update={"key": file_of(project, hooks.key)}),
            "login": login and login.model_copy(update={"secret": file_of(project, login.secret)}),
        }
    )


def file_of(project: Path, named: Path) -> Path:
    """Return a file that a project names."""
    return project / named.expanduser()


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
        previewers=service.previewers,
        names=frozenset(one.lower() for one in service.hosts),
        database=service.database,
        scheduler=service.scheduler,
        can_log_out=service.login is not None,
        hooks=hooks_of(service.hooks) if service.hooks else Hooks(),
    )


def login_of(service: Service, lang: str) -> Callable[[Storage], Sessions]:
    """Return how the people of an office are known: by the proxy's header, or by where they log in.

    Raises MachineError for a secret that cannot be used, and where the extra `login` is not installed.
    """
    people, login = people_of(service), service.login
    if login is None:
        return lambda storage: ProxyLogin(service.header, people)
    if not all(map(find_spec, ("authlib", "httpx"))):
        raise MachineError([Problem("login-packages")])
    from .gate.oidc import Provider, ProviderLogin

    provider = Provider(login.issuer, login.client, secret_in(login.secret).decode(), login.claim)
    return lambda storage: ProviderLogin(provider, people, SessionTable(storage), lang)


def secret_in(file: Path, least: int = 1) -> bytes:
    """Return a secret. Raises MachineError for a file that is not there, too short, or open to others."""
    try:
        secret, mode = file.read_bytes().strip(), file.stat().st_mode
    except OSError as error:
        raise MachineError([Problem("service-key", Place(file))]) from error
    if len(secret) < least or mode & 0o007:
        raise MachineError([Problem("service-key", Place(file))])
    return secret


def hooks_of(told: ToTell) -> Hooks:
    """Return whom jobs may tell of their end. Raises MachineError for a key that cannot be used."""
    return Hooks(frozenset(one.lower() for one in told.hosts), told.networks, secret_in(told.key, KEY))


def people_of(service: Service) -> Mapping[str, Person]:
    """Return the persons of an office by the name that the proxy gives."""
    return {
        login: Person(
            one.name, frozenset({Role.READER, *(KNOWN[role] for role in one.roles)}), one.office, login
        )
        for login, one in service.people.items()
    }
