"""Other programs are told of a job's end: signed, to listed hosts alone, without a letter's word."""

import asyncio
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path

import pytest

from docgen.foundation.errors import MachineError
from docgen.web import hooks
from docgen.web.hooks import Hooks, RefusedAddressError
from docgen.web.jobs import Job, Jobs, SqliteStore, State, jobs
from docgen.web.jobs.record import Message
from docgen.web.office import ToTell, hooks_of
from docgen.web.workers import Pool
from tests.support.samples import problems

KEY = b"k" * 32


class Receiver(ThreadingHTTPServer):
    """A program that waits to be told; it answers with `statuses` in turn, the last one for ever."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taken)
        self.statuses = [204]
        self.heard: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Taken(BaseHTTPRequestHandler):
    """One message as it came."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("location", f"http://{self.server.host}/elsewhere")
        self.end_headers()

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A program that listens on this machine."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again without a pause."""
    monkeypatch.setattr(jobs, "PAUSES", (0.0, 0.0, 0.0))


def job(receiver: Receiver, **more: object) -> Job:
    """Return a job that has ended and is to be told of."""
    letter = {"document": "letters/机密", "webhook": f"http://{receiver.host}/told?a=1"}
    ended = Job("one", "building.make", letter, by="扎西", result={"files": ["机密.pdf"]}, done=2, total=3)
    return ended.ended_as(State.DONE, 1.0, **more)


def delivered(home: Path, listed: Hooks, *waiting: Job) -> list[Job]:
    """Keep jobs as a server left them, let another begin and go on with them, and return how they stand."""
    store = SqliteStore(home)
    for one in waiting:
        store.add(one, None)

    async def story() -> None:
        pool = Pool(home)
        work = Jobs(store, pool, hooks=listed)
        work.resume()
        await asyncio.gather(*work.sending)
        await work.close()
        pool.close()

    asyncio.run(story())
    return [found for one in waiting if (found := store.find(one.id))]


def test_what_the_server_before_left_to_be_sent_is_sent_signed_and_without_a_letters_word(
    receiver: Receiver, tmp_path: Path
) -> None:
    (after,) = delivered(tmp_path, Hooks(frozenset({receiver.host}), (), KEY), job(receiver))
    assert (after.message, after.tries) == (Message.SENT, 1)
    ((path, headers, body),) = receiver.heard
    assert path == "/told?a=1"
    assert json.loads(body) == {
        "id": "one", "state": "done", "done": 2, "total": 3, "location": "/v1/jobs/one",
    }  # fmt: skip
    at = headers["Docgen-Timestamp"]
    mac = hmac.new(KEY, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["Docgen-Signature"] == f"sha256={mac}"
    assert headers["Docgen-Delivery"] == "one.done"
    assert "authorization" not in {name.lower() for name in headers}


@pytest.mark.parametrize(
    ("statuses", "message", "tries"),
    [([500, 503, 200], Message.SENT, 3), ([500], Message.GIVEN_UP, 3), ([302], Message.GIVEN_UP, 3)],
)
def test_it_is_tried_a_few_times_and_no_redirect_is_followed(
    receiver: Receiver, tmp_path: Path, statuses: list[int], message: Message, tries: int
) -> None:
    receiver.statuses = statuses
    (after,) = delivered(tmp_path, Hooks(frozenset({receiver.host}), (), KEY), job(receiver))
    assert (after.message, after.tries) == (message, tries)
    assert {path for path, *_ in receiver.heard} == {"/told?a=1"}
    assert len(receiver.heard) == tries


def test_what_the_list_has_no_more_is_not_sent(receiver: Receiver, tmp_path: Path) -> None:
    (after,) = delivered(tmp_path, Hooks(frozenset({"other.example.cn"}), (), KEY), job(receiver))
    assert (after.message, receiver.heard) == (Message.GIVEN_UP, [])


def test_a_job_that_was_open_when_the_server_ended_is_told_of_as_stopped(
    receiver: Receiver, tmp_path: Path
) -> None:
    running = Job("one", "building.make", {"webhook": f"http://{receiver.host}/"}, state=State.RUNNING)
    listed = Hooks(frozenset({receiver.host}), (), KEY)
    (after,) = delivered(tmp_path, listed, running)
    assert (after.state, after.message) == (State.STOPPED, Message.SENT)
    assert delivered(tmp_path, listed) == []
    assert len(receiver.heard) == 1, "what was sent is not sent again"


def test_who_orders_is_told_when_it_has_ended(receiver: Receiver, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    async def story() -> None:
        pool = Pool(tmp_path, seconds=300)
        work = Jobs(SqliteStore(tmp_path), pool, hooks=Hooks(frozenset({receiver.host}), (), KEY))
        asked = {"document": "no/where", "webhook": f"http://{receiver.host}/"}
        begun = work.begin("building.make", asked)
        assert [one.state async for one in work.follow(begun.id) if one][-1] == State.FAILED
        await asyncio.gather(*work.sending)
        await work.close()
        pool.close()

    asyncio.run(story())
    assert [json.loads(body)["state"] for *_, body in receiver.heard] == ["failed"]


LISTED = Hooks(
    frozenset({"oa.example.cn", "oa.example.cn:8443", "10.1.2.3", "127.0.0.1:9", "localhost", "inner.cn"}),
    (ip_network("10.9.0.0/16"),),
    KEY,
)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://oa.example.cn/told", ""),
        ("https://OA.example.cn:443/told", ""),
        ("https://oa.example.cn:8443/", ""),
        ("https://10.1.2.3/", ""),
        ("http://127.0.0.1:9/", ""),
        ("http://localhost/", ""),
        ("https://oa.example.cn:22/", "hook-host"),
        ("https://oa.example.cn.evil.cn/", "hook-host"),
        ("https://evil.cn/?oa.example.cn", "hook-host"),
        ("https://oa.example.cn@evil.cn/", "hook-address"),
        ("https://a:b@oa.example.cn/", "hook-address"),
        ("http://oa.example.cn/", "hook-secret"),
        ("http://10.1.2.3/", "hook-secret"),
        ("http://127.0.0.1:22/", "hook-host"),
        ("http://169.254.169.254/", "hook-secret"),
        ("https://169.254.169.254/", "hook-host"),
        ("file:///etc/passwd", "hook-address"),
        ("https:///x", "hook-address"),
        ("https://oa.example.cn:99999/", "hook-address"),
        ("https://oa.example.cn/\r\nX: y", "hook-address"),
        ("https://oa.example。cn/", "hook-address"),
        ("https://[::1", "hook-address"),
        ("x" * 600, "hook-address"),
    ],
)
def test_only_listed_hosts_are_told(address: str, reason: str) -> None:
    if reason:
        with pytest.raises(RefusedAddressError, match=reason):
            LISTED.require(address)
    else:
        assert LISTED.require(address).hostname
    with pytest.raises(RefusedAddressError):
        Hooks().require(address)


@pytest.mark.parametrize(
    ("number", "is_open"),
    [
        ("93.184.216.34", True),
        ("10.9.1.1", True),
        ("10.8.1.1", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("fd00::1", False),
        ("::ffff:10.8.1.1", False),
        ("::ffff:169.254.169.254", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_a_name_that_leads_to_a_private_number_is_not_told(
    number: str, is_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (number, 443))])
    parts = LISTED.require("https://oa.example.cn/")
    if is_open:
        assert LISTED.reached(parts) == number
    else:
        with pytest.raises(RefusedAddressError, match="hook-private"):
            LISTED.reached(parts)


@pytest.mark.parametrize("key", [None, b"short", KEY])
def test_a_key_that_is_no_secret_is_refused(tmp_path: Path, key: bytes | None) -> None:
    file = tmp_path / "key"
    if key:
        file.write_bytes(key)
        file.chmod(0o644 if key == KEY else 0o600)
    told = ToTell(hosts=["oa.example.cn"], key=file)
    (problem,) = problems(lambda: hooks_of(told), MachineError)
    assert problem.code == "service-key"
    if key == KEY:
        file.chmod(0o600)
        assert hooks_of(told).key == KEY
