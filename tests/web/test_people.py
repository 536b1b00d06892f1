"""The service of an office: who comes in and what each may do, the record of it, and how it is set up."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import RouteContext

import docgen
from docgen.foundation.errors import MachineError
from docgen.setup.doctor import packages
from docgen.web.application import application, calls, guards, refuse_open_routes
from docgen.web.gate import Role
from docgen.web.jobs import Job, SqliteStore, State
from docgen.web.settings import Settings
from tests.support.samples import ROOT, document, problems, project

DEPLOY = ROOT / "deploy"
HOST = "gongwen.example.cn"
SERVICE = """
socket: {socket}
hosts: [gongwen.example.cn]
people:
  cha: {{name: 查示例, roles: [查阅]}}
  ni: {{name: 拟示例, roles: [拟稿]}}
  shen: {{name: 审示例, roles: [审核]}}
  qian: {{name: 签示例, roles: [签发]}}
  deng: {{name: 登示例, roles: [登记]}}
"""


class Reached(HTTPConnection):
    """A connection through a unix socket, as the proxy has it."""

    def __init__(self, file: Path) -> None:
        super().__init__(HOST)
        self.file = file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.file))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The service of a project with one letter: the project and the socket."""
    home = project(tmp_path_factory.mktemp("o"), letter=document())
    with office_served(home, SERVICE) as place:
        yield home, place


@contextmanager
def office_served(home: Path, service: str) -> Iterator[Path]:
    """Serve a project to an office for the block; the socket comes back; `service` leaves its place open."""
    place = home / "s.sock"
    (home / "service.yaml").write_text(service.format(socket=place), "utf-8")
    call = [sys.executable, "-m", "docgen", "--lang", "zh", "serve", str(home), "--office"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == str(place)
            yield place
        finally:
            process.terminate()
            process.wait()


def asked(place: Path, method: str, path: str, *named: str, host: str = HOST) -> HTTPResponse:
    """Return the answer to a call that the proxy hands on for `named`."""
    with closing(Reached(place)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        for name in named:
            connection.putheader("X-Remote-User", name)
        connection.putheader("Content-Length", "0")
        connection.endheaders()
        answer = connection.getresponse()
        answer.told = answer.read().decode()  # type: ignore[attr-defined]
        return answer


def test_who_the_proxy_names_comes_in_and_nobody_else(office: tuple[Path, Path]) -> None:
    _, place = office
    assert asked(place, "GET", "/", "ni").status == 200
    assert asked(place, "GET", "/").status == 401
    assert asked(place, "GET", "/", "nobody").status == 401
    assert asked(place, "GET", "/", "cha", "ni").status == 401
    assert asked(place, "GET", "/", "ni", host="127.0.0.1").status == 421
    assert place.stat().st_mode & 0o007 == 0


def test_a_program_that_is_shut_out_reads_a_record_and_a_person_what_to_do(
    office: tuple[Path, Path],
) -> None:
    _, place = office
    for headers, status, code in (([], 401, "session"), (["ni"], 421, "host")):
        answer = asked(place, "GET", "/v1/kinds", *headers, host=HOST if status == 401 else "127.0.0.1")
        assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
        told = json.loads(answer.told)
        assert told["type"] == f"urn:docgen:{code}"
        assert "docgen serve" not in told["title"], "nobody of an office has started it"
    assert "请先登录" in asked(place, "GET", "/").told


def test_what_a_role_may_not_do_is_refused_and_what_was_done_is_recorded(office: tuple[Path, Path]) -> None:
    home, place = office
    assert asked(place, "POST", "/v1/jobs", "cha").status == 403
    assert asked(place, "POST", "/v1/jobs", "ni").status == 422
    lines = (home / ".docgen-web/audit.jsonl").read_text("utf-8").splitlines()
    told = [(one["person"], one["method"], one["path"], one["status"]) for one in map(json.loads, lines)]
    assert told == [("查示例", "POST", "/v1/jobs", 403), ("拟示例", "POST", "/v1/jobs", 422)]
    assert (home / ".docgen-web/audit.jsonl").stat().st_mode & 0o077 == 0


def test_what_one_may_not_begin_one_may_not_begin_again(office: tuple[Path, Path]) -> None:
    home, place = office
    job = Job("broken-off", "issuing.issue", {"document": "letters/letter"}, state=State.FAILED)
    SqliteStore(home).add(job, None)
    assert asked(place, "POST", "/jobs/broken-off/again", "ni").status == 403
    assert asked(place, "POST", "/jobs/broken-off/again", "deng").status == 303


def test_its_health_and_its_figures_are_told_without_a_name(office: tuple[Path, Path]) -> None:
    _, place = office
    assert asked(place, "GET", "/livez").status == 200
    assert asked(place, "GET", "/readyz").status == 200
    assert asked(place, "GET", "/metrics").status == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("socket:", "sockel:"), "service-file"),
        (("[查阅]", "[看看]"), "service-role"),
        (("people:", "people: {"), "service-file"),
        (("hosts: [gongwen.example.cn]", "hosts: []"), "service-file"),
        (("socket: ", "socket: /none/"), "service-socket"),
    ],
)
def test_settings_that_cannot_be_used_are_told(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    home = project(tmp_path)
    text = SERVICE.format(socket=tmp_path / "s.sock").replace(*change)
    (home / "service.yaml").write_text(text, "utf-8")
    (told,) = problems(lambda: docgen.serve(home, print, office=True), MachineError)
    assert told.code == code


# Every route, and who may call it; readers are everybody. A new route fails here until it is entered.
TABLE = (ROOT / "tests/web/roles.txt").read_text("utf-8").splitlines()


def test_every_route_says_who_may_call_it(tmp_path: Path) -> None:
    app = application(Settings(tmp_path))
    found = {
        f"{method} {route.path} {' '.join(sorted(roles_of(route)))}"
        for route in calls(app)
        for method in route.methods or ()
    }
    assert sorted(found) == TABLE


def test_a_route_that_says_nothing_of_it_is_refused() -> None:
    app, inner = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter()
    inner.add_api_route("/secret", lambda: None)
    app.include_router(inner)
    with pytest.raises(TypeError, match="/secret"):
        refuse_open_routes(app)


def roles_of(route: RouteContext) -> set[str]:
    """Return the roles of a route; of one for everybody no more than that."""
    roles = set.intersection(*(set(one.roles) for one in guards(route)))
    return {"everybody"} if roles == set(Role) else {str(role) for role in roles}


# --- 安装 ---


def test_the_example_of_the_settings_is_sound(tmp_path: Path) -> None:
    from docgen.web.office import people_of, read_service

    shutil.copy(DEPLOY / "service.yaml", tmp_path)
    people = people_of(read_service(tmp_path))
    assert people["zhuoma"].roles == {Role.READER, Role.REVIEWER, Role.REGISTRAR}


def test_files_of_the_settings_lie_in_the_project_wherever_the_server_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docgen.web.office import hooks_of, read_service, secret_in

    home = project(tmp_path / "home")
    login = "{issuer: 'https://sso.example.cn', client: docgen, secret: ../login.secret}"
    more = f"hooks: {{hosts: [oa.example.cn], key: ../keys/hooks.key}}\nlogin: {login}\n"
    (home / "service.yaml").write_text(SERVICE.format(socket="run/s.sock") + more, "utf-8")
    (tmp_path / "keys").mkdir()
    for name in ("keys/hooks.key", "login.secret"):
        (tmp_path / name).write_bytes(b"k" * 40)
        (tmp_path / name).chmod(0o600)
    monkeypatch.chdir("/")
    service = read_service(home)
    assert service.socket == home / "run/s.sock"
    assert service.hooks is not None
    assert service.login is not None
    assert hooks_of(service.hooks).key == secret_in(service.login.secret) == b"k" * 40


def test_the_container_installs_the_packages_that_are_listed() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    (line,) = re.findall(r"install -y --no-install-recommends (.*?) *\\", text)
    assert line.split() == [one.name for group in ("library", "font") for one in packages(group)]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_the_unit_is_sound_and_shut_off(tmp_path: Path) -> None:
    unit = (DEPLOY / "docgen.service").read_text("utf-8").replace("/opt/docgen/bin/docgen", sys.executable)
    (tmp_path / "docgen.service").write_text(unit, "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "docgen.service")], capture_output=True, text=True
    )
    assert "docgen.service" not in verified.stderr, verified.stderr
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", str(tmp_path / "docgen.service")],
        capture_output=True,
        text=True,
    )
    (score,) = re.findall(r"exposure level for docgen\.service: ([\d.]+)", judged.stdout)
    assert float(score) < 2.5
