"""A database that is away for a while: told in words, nothing is lost, and all goes on when it is back."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path

import pytest

from docgen.web import storage
from docgen.web.gate.gate import Desk, Gate
from docgen.web.gate.sessions import SessionTable
from docgen.web.jobs import Job, Jobs, PostgresqlStore, State, jobs
from docgen.web.settings import Settings
from docgen.web.workers import Pool
from tests.support.postgres import new_server, outage
from tests.support.samples import document, project
from tests.web.test_people import asked, office_served

SERVICE = """
socket: {{socket}}
hosts: [gongwen.example.cn]
database: "{database}"
people:
  ni: {{{{name: 拟示例, roles: [拟稿]}}}}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The service of an office that keeps its jobs on a PostgreSQL server."""
    home = project(tmp_path_factory.mktemp("o"), letter=document())
    with office_served(home, SERVICE.format(database=new_server())) as place:
        yield place


def known_again(place: Path) -> HTTPResponse:
    """Return the answer about a job when the database has been reached again."""
    while (answer := asked(place, "GET", "/v1/jobs/none", "ni")).status == 503:
        assert answer.headers["retry-after"]
    return answer


def test_what_needs_the_database_says_to_come_again_and_the_rest_goes_on(office: Path) -> None:
    assert known_again(office).status == 404
    with outage():
        for path in ("/v1/jobs/none", "/jobs/none"):
            answer = asked(office, "GET", path, "ni")
            assert (answer.status, answer.headers["retry-after"]) == (503, "5"), path
            assert "数据库暂时连不上" in answer.told
            assert "psycopg" not in answer.told
            assert "socket" not in answer.told
        assert json.loads(asked(office, "GET", "/v1/jobs/none", "ni").told)["type"] == "urn:docgen:away"
        assert [asked(office, "GET", path, "ni").status for path in ("/livez", "/")] == [200, 200]
    assert known_again(office).status == 404


def test_the_end_of_a_job_is_kept_when_the_database_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one, name in ((jobs, "KEPT_AGAIN"), (storage, "AGAIN")):
        monkeypatch.setattr(one, name, 0.01)
    address = new_server()

    async def story() -> None:
        with closing(PostgresqlStore(address, tmp_path)) as store:
            kept = Jobs(store, Pool(tmp_path))
            job = Job("一", "building.make", {})
            store.add(job, None)
            kept.live["一"] = job
            with outage():
                kept.note("一", {"done": 1})
                assert kept.end("一", State.DONE)
                told = kept.find("一")
                assert told, "what became of it is known"
                assert told.state == State.DONE
            assert kept.keeping
            await kept.keeping
            found = store.find("一")
            assert found
            assert found.state == State.DONE
            await kept.close()

    asyncio.run(story())


def test_who_cannot_be_looked_up_is_told_to_come_again(tmp_path: Path) -> None:
    store = PostgresqlStore(new_server(), tmp_path)
    settings = Settings(tmp_path, port=1)
    table = SessionTable(store)
    name, _ = table.begin("ni")

    class Login(Desk):
        def person(self, connection):
            return table.login(name) and None

    async def told(path: str) -> list:
        sent: list = []

        async def send(message) -> None:
            sent.append(message)

        async def app(scope, receive, send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "raw_path": b"",
                 "headers": [(b"host", b"127.0.0.1:1")]}  # fmt: skip
        await Gate(app, settings, Login(settings), lambda *_: None, None)(scope, None, send)
        return sent

    with closing(store), outage():
        (start, body) = asyncio.run(told("/"))
        assert (start["status"], dict(start["headers"])[b"retry-after"]) == (503, b"5")
        assert "请过一会儿再试" in body["body"].decode()
        assert asyncio.run(told("/livez"))[0]["status"] == 200
