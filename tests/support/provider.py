"""A small provider of logins (OpenID Connect) for tests: it speaks over real HTTP and signs real tokens.

What it says can be spoilt, each way in which a token may not be believed.
"""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

CLIENT, SECRET = "docgen", "s3cret"


class Provider(ThreadingHTTPServer):
    """The provider. `spoilt` says what is wrong with the tokens it gives."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = ECKey.generate_key("P-256", parameters={"kid": "1"})
        self.codes: dict[str, dict[str, str]] = {}
        self.spoilt = ""
        self.heard: list[str] = []

    def log_in(self, address: str, name: str) -> str:
        """Log in as `name` at the address to which docgen sent somebody; return the way back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = token_urlsafe(8)
        self.codes[code] = {**asked, "name": name}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> str:
        """Return the token for a login."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "preferred_username": asked["name"],
        }
        claims |= {
            "audience": {"aud": "another"},
            "audiences": {"aud": [CLIENT, "another"]},
            "expired": {"exp": now - 3600},
            "issuer": {"iss": "https://another.example.cn"},
            "nonce": {"nonce": "of another login"},
            "nameless": {"preferred_username": ""},
        }.get(self.spoilt, {})
        for name in {"no expiry": ["exp"], "no nonce": ["nonce"], "no audience": ["aud"]}.get(
            self.spoilt, []
        ):
            del claims[name]
        if self.spoilt == "unsigned":
            parts = [{"alg": "none"}, claims]
            return ".".join([*(b64(json.dumps(one).encode()) for one in parts), ""])
        if self.spoilt == "shared secret":
            key = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256"}, claims, key, algorithms=["HS256"])
        other = ECKey.generate_key("P-256", parameters={"kid": "1"})
        key = other if self.spoilt == "another's key" else self.key
        token = jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, key)
        if self.spoilt == "changed":
            head, _, seal = token.split(".")
            return f"{head}.{b64(json.dumps({**claims, 'preferred_username': 'quan'}).encode())}.{seal}"
        return token


class Answers(BaseHTTPRequestHandler):
    """What the provider answers."""

    server: Provider

    def do_GET(self) -> None:
        """Tell of itself, and its keys."""
        issuer = self.server.issuer
        if self.path.startswith("/.well-known"):
            ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            self.say({"issuer": issuer, **{name: f"{issuer}/{end}" for name, end in ends.items()}})
        else:
            self.say({"keys": [self.server.key.as_dict(private=False)]})

    def do_POST(self) -> None:
        """Give a token for a code, once, to who began the login."""
        form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        self.server.heard.append(self.headers.get("authorization", ""))
        asked = self.server.codes.pop(form["code"][0], None)
        proof = b64(sha256(form.get("code_verifier", [""])[0].encode()).digest())
        if not asked or proof != asked["code_challenge"] or form["redirect_uri"][0] != asked["redirect_uri"]:
            self.say({"error": "invalid_grant"}, 400)
            return
        token = "" if self.server.spoilt == "no token" else self.server.token(asked)
        self.say({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def say(self, record: dict[str, Any], status: int = 200) -> None:
        """Answer with a record."""
        body = json.dumps(record).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@contextmanager
def provided() -> Iterator[Provider]:
    """Run a provider for the block."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def b64(data: bytes) -> str:
    """Return bytes as tokens have them."""
    return urlsafe_b64encode(data).decode().rstrip("=")
