"""People who log in at the reverse proxy: it names each in a header, in place of any they sent themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from .people import Person


@dataclass(frozen=True)
class ProxyLogin:
    """Who asks, by `header`; one whom the office does not know may do nothing."""

    header: str
    people: Mapping[str, Person]

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return who asks. A request that names two has passed something that is not our proxy."""
        named = connection.headers.getlist(self.header)
        return self.people.get(named[0]) if len(named) == 1 else None

    async def entrance(self, connection: HTTPConnection, person: Person | None) -> Response | None:
        """Return None: the way in is the proxy's."""
        return None
