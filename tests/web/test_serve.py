"""`docgen serve`: one desk, this machine alone, opened by an address that only its clerk has."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.browser import served
from tests.support.samples import project


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    """A desk over a project with one letter."""
    home = project(tmp_path_factory.mktemp("desk"))
    with served(home) as address:
        yield home, address


def asked(address: str, method: str = "GET", path: str = "/", **headers: str) -> http.client.HTTPResponse:
    """Return the server's answer to one request, with nothing a browser would add."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request(method, path, headers=given)
        answer = connection.getresponse()
        answer.read()
        return answer


def test_the_address_becomes_a_cookie_and_the_secret_leaves_it(desk) -> None:
    _, address = desk
    (token,) = parse_qs(urlsplit(address).query)["token"]
    answer = asked(address, path=f"/?token={token}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    name = cookie.partition(";")[0]
    assert asked(address, Cookie=name).status == 200


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 401),
        ("GET", {"Host": "docgen.example:80"}, 421),
        ("POST", {"Origin": "http://docgen.example"}, 403),
        ("POST", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("POST", {"Content_Length": str(10**9)}, 413),
    ],
)
def test_others_stay_outside(desk, method: str, headers: dict[str, str], status: int) -> None:
    assert asked(desk[1], method, **headers).status == status


def test_each_answer_forbids_what_no_page_needs(desk) -> None:
    headers = asked(desk[1]).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_a_second_start_opens_the_first(desk, capfd) -> None:
    home, address = desk
    with served(home) as again:
        assert again == address
    assert json.loads((home / ".docgen-serve.json").read_text("utf-8"))["address"] == address
    assert (home / ".docgen-serve.json").stat().st_mode & 0o077 == 0


def test_it_ends_when_told_and_leaves_nothing(tmp_path: Path) -> None:
    home = project(tmp_path)
    before = sorted(home.rglob("*"))
    with served(home):
        pass
    assert sorted(home.rglob("*")) == before
