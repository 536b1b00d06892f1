"""Logging in at the office's own provider: who proves who he is comes in, and nobody who does not."""

from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from docgen.web.gate import sessions
from docgen.web.gate.sessions import SessionTable
from docgen.web.jobs import PostgresqlStore, SqliteStore, Store
from tests.support.postgres import new_server
from tests.support.provider import CLIENT, SECRET, Provider, provided
from tests.support.samples import document, project
from tests.web.test_people import HOST, Reached, office_served

SERVICE = """
socket: {{socket}}
hosts: [gongwen.example.cn]
login: {{{{issuer: "{issuer}", client: {client}, secret: {secret}}}}}
people:
  ni: {{{{name: 拟示例, roles: [拟稿]}}}}
"""
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Provider]]:
    """The service of an office whose people log in at a provider: its socket, and the provider."""
    home = project(tmp_path_factory.mktemp("l"), letter=document())
    secret = home / "secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    with provided() as provider:
        text = SERVICE.format(issuer=provider.issuer, client=CLIENT, secret=secret)
        with office_served(home, text) as place:
            yield place, provider


@pytest.fixture(autouse=True)
def _sound(office: tuple[Path, Provider]) -> None:
    """Have the provider say what is right, until a test spoils it."""
    office[1].spoilt = ""


class Browser:
    """Somebody with a browser: cookies are kept and brought again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.cookies: dict[str, str] = {}
        self.told: list[str] = []

    def ask(self, method: str, address: str, **headers: str) -> SimpleNamespace:
        """Return status, headers and text of an answer."""
        parts = urlsplit(address)
        assert parts.netloc in ("", HOST)
        given = {**PAGE, "Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        given |= {name.replace("_", "-"): text for name, text in headers.items()}
        with closing(Reached(self.place)) as connection:
            connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), None, given)
            answer = connection.getresponse()
            text = answer.read().decode()
        for line in answer.headers.get_all("set-cookie") or []:
            self.told.append(line)
            for name, one in SimpleCookie(line).items():
                self.cookies[name] = one.value
                if not one.value or one["max-age"] == "0":
                    del self.cookies[name]
        return SimpleNamespace(status=answer.status, place=answer.headers["location"], text=text)


def test_who_logs_in_comes_where_he_wanted_and_out_again(office: tuple[Path, Provider]) -> None:
    place, provider = office
    browser = Browser(place)
    sent = browser.ask("GET", "/register?words=x")
    assert sent.status == 303
    assert sent.place.startswith(f"{provider.issuer}/auth?")
    asked = parse_qs(urlsplit(sent.place).query)
    assert asked["redirect_uri"] == [f"https://{HOST}/login/back"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    back = browser.ask("GET", provider.log_in(sent.place, "ni"))
    assert (back.status, back.place) == (303, "/register?words=x")
    assert provider.heard[-1].startswith("Basic "), "docgen proves itself to the provider"
    assert all("HttpOnly" in one and "Secure" in one and "SameSite=lax" in one for one in browser.told)
    assert browser.ask("GET", "/").status == 200
    assert browser.ask("GET", "/v1/kinds", Accept="application/json").status == 200
    stolen = dict(browser.cookies)
    assert browser.ask("POST", "/logout", Sec_Fetch_Site="cross-site").status == 403
    assert browser.ask("POST", "/logout", Content_Length="0").status == 200
    assert browser.ask("GET", "/").status == 303
    browser.cookies = stolen
    assert browser.ask("GET", "/").status == 303, "a session that was ended opens nothing"


def test_who_is_not_logged_in_sees_no_page_and_no_record(office: tuple[Path, Provider]) -> None:
    browser = Browser(office[0])
    assert browser.ask("GET", "/v1/kinds", Accept="application/json").status == 401
    assert browser.ask("POST", "/v1/jobs", Content_Length="0").status == 401
    assert browser.ask("GET", "/", X_Remote_User="ni").status == 303, "no header names anybody here"
    browser.cookies = {"__Host-docgen": "guessed"}
    assert browser.ask("GET", "/v1/kinds", Accept="application/json").status == 401


def test_whom_the_office_does_not_know_is_told_so(office: tuple[Path, Provider]) -> None:
    browser = Browser(office[0])
    sent = browser.ask("GET", "/")
    assert browser.ask("GET", office[1].log_in(sent.place, "nobody")).status == 403
    assert "__Host-docgen" not in browser.cookies


SPOILT = (
    "audience", "audiences", "expired", "issuer", "nonce", "nameless", "no expiry", "no nonce", "no audience",
    "unsigned", "shared secret", "another's key", "changed", "no token",
)  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_token_that_proves_nothing_lets_nobody_in(office: tuple[Path, Provider], spoilt: str) -> None:
    place, provider = office
    browser = Browser(place)
    provider.spoilt = spoilt
    sent = browser.ask("GET", "/")
    assert browser.ask("GET", provider.log_in(sent.place, "ni")).status == 401
    assert "__Host-docgen" not in browser.cookies


def test_an_answer_serves_once_and_only_in_the_browser_that_began(office: tuple[Path, Provider]) -> None:
    place, provider = office
    victim, other = Browser(place), Browser(place)
    begun, foreign = victim.ask("GET", "/"), other.ask("GET", "/")
    planted = provider.log_in(foreign.place, "ni")
    assert victim.ask("GET", planted).status == 401, "another's login is not planted into a browser"
    assert victim.ask("GET", "/login/back?state=&code=x").status == 401
    victim = Browser(place)
    begun = victim.ask("GET", "/")
    cookies, back = dict(victim.cookies), provider.log_in(begun.place, "ni")
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert victim.ask("GET", back.replace(code, "guessed")).status == 401
    victim.cookies = cookies
    assert victim.ask("GET", back).status == 401, "what was tried once is over"


def test_new_keys_of_the_provider_are_asked_for(office: tuple[Path, Provider]) -> None:
    from joserfc.jwk import ECKey

    place, provider = office
    for kid in ("1", "2"):
        provider.key = ECKey.generate_key("P-256", parameters={"kid": kid})
        browser = Browser(place)
        sent = browser.ask("GET", "/")
        assert browser.ask("GET", provider.log_in(sent.place, "ni")).status == 303


@pytest.mark.parametrize("kept", ["sqlite", "postgresql"])
def test_a_session_ends_by_itself_and_its_name_is_kept_nowhere(
    tmp_path: Path, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "service.yaml"
    store: Store = SqliteStore(tmp_path) if kept == "sqlite" else PostgresqlStore(new_server(), file)
    table, now = SessionTable(store), [1000.0]
    monkeypatch.setattr(sessions, "time", lambda: now[0])
    assert table.login("none") == ""
    name, seconds = table.begin("ni")
    other, _ = table.begin("shen")
    assert (table.login(name), table.login(other)) == ("ni", "shen")
    with store.reading() as base:
        assert name not in str(base.execute("select id, login from sessions").fetchall())
    for _ in range(5):
        now[0] += sessions.IDLE - 1
        assert table.login(name) == "ni"
    assert table.login(other) == "", "nobody used it for an hour"
    now[0] = 1000.0 + seconds + 1
    assert table.login(name) == "", "it ends however it was used"
    fresh, _ = table.begin("ni")
    table.end(fresh)
    assert table.login(fresh) == ""
    store.close()
