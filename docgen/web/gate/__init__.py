"""Who may come in: the right host, the own origin, a session, a role; and how much one may bring.

Each request passes `Gate` before any page is asked. What a person may do is said at each route by
`allowed(role)`; a route that says nothing is refused when the application is put together.
"""

from .gate import Gate
from .people import DESK, EVERYBODY, Person, Role, allowed, person_of

__all__ = ["DESK", "EVERYBODY", "Gate", "Person", "Role", "allowed", "person_of"]
