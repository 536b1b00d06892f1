"""People who log in at the office's own provider (OpenID Connect): code flow with PKCE, state and nonce.

The provider says who somebody is, in a signed token; what he may do stands in service.yaml. Behind the login
a random name in a cookie stands for him, which ends after some hours, and when he logs out.
"""

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx import AsyncClient, HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.datastructures import QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ..words import words
from .people import Person
from .sessions import SessionTable

BACK, OUT = "/login/back", "/logout"
"""Where the provider sends people back to, and where they log out."""
SESSION, PENDING = "__Host-docgen", "__Host-docgen-login"
"""Cookies. Lax, not Strict: a browser that comes back from the provider must bring them; what changes
anything is held by its origin (`gate.py`)."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a key that only the provider has."""
WAIT, MOST = 600.0, 1000
"""Seconds that somebody may take at the provider, and how many may be there at once."""
SECONDS, LEEWAY = 10.0, 60
log = logging.getLogger("docgen.web")


@dataclass(frozen=True)
class Provider:
    """Who says who somebody is: its address, docgen's name there, and which claim is the login name."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = "preferred_username"


@dataclass(frozen=True)
class Begun:
    """A login that has begun: what must come back, and where the person wanted to go."""

    nonce: str
    verifier: str
    path: str
    until: float


class RefusedLoginError(Exception):
    """What came back does not prove who it is."""


@dataclass(frozen=True)
class ProviderLogin:
    """Who asks, by the session that a login began; one whom the office does not know may do nothing."""

    provider: Provider
    people: Mapping[str, Person]
    sessions: SessionTable
    lang: str = "zh"
    begun: dict[str, Begun] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)  # what the provider told of itself

    def person(self, connection: HTTPConnection) -> Person | None:
        """Return who asks."""
        login = self.sessions.login(connection.cookies.get(SESSION, ""))
        return self.people.get(login) if login else None

    async def entrance(self, connection: HTTPConnection, person: Person | None) -> Response | None:
        """Return the way to the provider, the way in for who comes back from there, or the way out."""
        method, path = connection.scope["method"], connection.scope["path"]
        if path == BACK and method == "GET":
            return await self.come_back(connection)
        if path == OUT and method == "POST":
            self.sessions.end(connection.cookies.get(SESSION, ""))
            return without_cookie(PlainTextResponse(words(self.lang, "gate.logged-out")), SESSION)
        is_page = "text/html" in connection.headers.get("accept", "")
        if method != "GET" or not is_page or person:
            return None
        try:
            return await self.go(connection)
        except (HTTPError, OAuthError, KeyError, ValueError) as error:
            log.warning("the provider does not answer: %s", type(error).__name__)
            return PlainTextResponse(words(self.lang, "gate.provider"), 503)

    async def go(self, connection: HTTPConnection) -> Response:
        """Return the way to the provider. Raises HTTPError when it does not answer."""
        self.forget()
        query = connection.scope["query_string"].decode("ascii", "replace")
        # Two slashes before it would make it another site's address.
        path = "/" + connection.scope["path"].lstrip("/\\") + (f"?{query}" if query else "")
        login = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(48), path, time() + WAIT)
        state = secrets.token_urlsafe(32)
        self.begun[state] = login
        told = await self.told()
        async with self.client(connection) as client:
            address, _ = client.create_authorization_url(
                told["authorization_endpoint"], state=state, nonce=login.nonce, code_verifier=login.verifier
            )
        return with_cookie(RedirectResponse(address, 303), PENDING, state, WAIT)

    def forget(self) -> None:
        """Forget logins that have begun and did not come back, and the oldest when there are too many."""
        for state, login in list(self.begun.items()):
            if login.until < time() or len(self.begun) >= MOST:
                del self.begun[state]

    async def come_back(self, connection: HTTPConnection) -> Response:
        """Return the way in for who proves who he is; for anybody else a refusal that tells nothing more."""
        query = QueryParams(connection.scope["query_string"])
        state, browser = query.get("state", ""), connection.cookies.get(PENDING, "")
        login = self.begun.pop(state, None)
        try:
            if (
                login is None
                or login.until < time()
                or not hmac.compare_digest(state.encode(), browser.encode())
            ):
                raise RefusedLoginError("state")
            name = await self.proved(connection, query.get("code", ""), login)
        except (RefusedLoginError, HTTPError, OAuthError, JoseError, KeyError, ValueError) as error:
            log.warning("a login was refused: %s", " ".join(str(error).split()) or type(error).__name__)
            return without_cookie(PlainTextResponse(words(self.lang, "gate.refused"), 401), PENDING)
        if name not in self.people:
            return without_cookie(PlainTextResponse(words(self.lang, "gate.unknown"), 403), PENDING)
        session, seconds = self.sessions.begin(name)
        answer = without_cookie(RedirectResponse(login.path, 303), PENDING)
        return with_cookie(answer, SESSION, session, seconds)

    async def proved(self, connection: HTTPConnection, code: str, login: Begun) -> str:
        """Return the login name that the provider vouches for.

        Raises RefusedLoginError, JoseError for a token that is not the provider's, not for us, not of this
        login, or too old; HTTPError and OAuthError as the provider does.
        """
        if not code:
            raise RefusedLoginError("code")
        told = await self.told()
        async with self.client(connection) as client:
            given = await client.fetch_token(
                told["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=login.verifier,
            )
        claims = await self.claims(given.get("id_token") or "")
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client},
            nonce={"essential": True, "value": login.nonce},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        registry.validate(claims)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self.provider.client:
            raise RefusedLoginError("azp")
        name = claims.get(self.provider.claim)
        if not isinstance(name, str) or not name:
            raise RefusedLoginError(self.provider.claim)
        return name

    async def claims(self, token: str) -> dict[str, Any]:
        """Return what a signed token says; new keys are asked for once. Raises JoseError, ValueError."""
        for is_anew in (False, True):
            try:
                return dict(jwt.decode(token, await self.keys(is_anew), algorithms=ALGORITHMS).claims)
            except (JoseError, ValueError):
                if is_anew:
                    raise
        raise RefusedLoginError("keys")

    async def told(self) -> Mapping[str, Any]:
        """Return what the provider tells of itself. Raises HTTPError, and ValueError for another's name."""
        if "told" not in self.known:
            told = await asked(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            secure = urlsplit(self.provider.issuer).scheme
            places = [told[name] for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
            if told["issuer"] != self.provider.issuer or any(
                urlsplit(one).scheme != secure for one in places
            ):
                raise ValueError("issuer")
            self.known["told"] = told
        return dict(self.known["told"])

    async def keys(self, is_anew: bool) -> KeySet:
        """Return the keys with which the provider signs."""
        if is_anew or "keys" not in self.known:
            self.known["keys"] = KeySet.import_key_set(await asked((await self.told())["jwks_uri"]))
        found: KeySet = self.known["keys"]
        return found

    def client(self, connection: HTTPConnection) -> AsyncOAuth2Client:
        """Return docgen as the provider knows it."""
        return AsyncOAuth2Client(
            self.provider.client,
            self.provider.secret,
            scope="openid profile",
            redirect_uri=f"https://{connection.headers['host']}{BACK}",
            code_challenge_method="S256",
            timeout=SECONDS,
            trust_env=False,
        )


async def asked(address: str) -> Any:
    """Return a record of the provider. Raises HTTPError, ValueError."""
    async with AsyncClient(timeout=SECONDS, trust_env=False) as client:
        answer = await client.get(address)
        answer.raise_for_status()
        return answer.json()


def with_cookie(answer: Response, name: str, text: str, seconds: float) -> Response:
    """Return an answer that sets a cookie which no script reads and no plain connection carries."""
    answer.set_cookie(name, text, max_age=int(seconds), httponly=True, secure=True, samesite="lax", path="/")
    return answer


def without_cookie(answer: Response, name: str) -> Response:
    """Return an answer that takes a cookie away."""
    answer.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
    return answer
