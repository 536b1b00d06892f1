"""Persons and what they may do: 拟稿 drafts, 审核 reviews, 签发 signs, 登记 keeps the register."""

from dataclasses import dataclass
from enum import StrEnum

from fastapi import HTTPException, Request


class Role(StrEnum):
    """What a person of the office may do; everyone who comes in may read."""

    READER = "reader"
    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    SIGNATORY = "signatory"
    REGISTRAR = "registrar"


EVERYBODY = frozenset(Role)


@dataclass(frozen=True)
class Person:
    """Who asks: a name for the history, roles, the office whose documents he sees (empty: all), a login."""

    name: str
    roles: frozenset[Role]
    office: str = ""
    login: str = ""


DESK = Person("", EVERYBODY)
"""Whoever sits at a desk of his own may do everything; his name is asked for where one is recorded."""


@dataclass(frozen=True)
class Allowed:
    """The part of a route that says who may call it: a person with one of `roles`."""

    roles: frozenset[Role]

    def __call__(self, request: Request) -> Person:
        """Return who asks. Raises HTTPException 403 for a person without any of the roles."""
        person = person_of(request)
        if not person.roles & self.roles:
            raise HTTPException(403)
        return person


def allowed(*roles: Role) -> Allowed:
    """Return the condition that a person has one of `roles`; readers are everybody."""
    return Allowed(EVERYBODY if Role.READER in roles else frozenset(roles))


def person_of(request: Request) -> Person:
    """Return who asks, as the gate found out."""
    person: Person = request.scope["person"]
    return person
