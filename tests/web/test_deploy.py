"""What stands in deploy/: the web server's example lets nobody name himself, and a backup brings all back."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import docgen
from tests.support.samples import ROOT, document, project

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HOST = "gongwen.example.cn"
WRAPPED = """
pid {0}/nginx.pid; error_log stderr; daemon off; master_process off; events {{}}
http {{ access_log off; include {0}/site.conf;
  client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi; }}
"""


@contextmanager
def before(folder: Path, upstream: Path) -> Iterator[int]:
    """Run the web server of the example before a socket for the block; the port comes back."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    people = folder / "people"
    people.write_text("zhaxi:{PLAIN}secret\n")
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/ssl/docgen.pem", str(cert)),
        ("/etc/ssl/private/docgen.key", str(key)),
        ("/etc/nginx/docgen.people", str(people)),
        ("/run/docgen/docgen.sock", str(upstream)),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(WRAPPED.format(folder), "utf-8")
    call = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    told = subprocess.run([*call, "-t"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    with subprocess.Popen(call, stderr=subprocess.DEVNULL) as server:
        try:
            while not is_reached(port):
                assert server.poll() is None
                time.sleep(0.02)
            yield port
        finally:
            server.terminate()


def is_reached(port: int) -> bool:
    """Say whether somebody listens at a port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine (scripts/setup.sh test)")
def test_the_web_server_names_who_logged_in_whatever_a_browser_says(tmp_path: Path) -> None:
    heard: list[str] = []
    place = tmp_path / "s.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        place.chmod(0o666)
        listening.listen()
        with before(tmp_path, place) as port:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = http.client.HTTPSConnection("127.0.0.1", port, context=context)
            connection.request("GET", "/", headers={"Host": HOST})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 401
            said = {"Host": HOST, "Authorization": "Basic emhheGk6c2VjcmV0", "X-Remote-User": "wang"}
            connection.request("GET", "/metrics", headers=said)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 403
            connection.request("GET", "/", headers={**said, "X_Remote_User": "wang"})
            asked, _ = listening.accept()
            with asked:
                heard = asked.recv(65536).decode().lower().split("\r\n")
                asked.sendall(b"HTTP/1.0 204 No Content\r\n\r\n")
            assert connection.getresponse().status == 204
            connection.close()
    assert [line for line in heard if "remote" in line] == ["x-remote-user: zhaxi"]
    assert f"host: {HOST}" in heard


HADOLINT = shutil.which("hadolint", path=Path(sys.executable).parent)


@pytest.mark.skipif(HADOLINT is None, reason="hadolint has no program for this machine's processor")
def test_the_container_is_written_as_its_linter_asks() -> None:
    told = subprocess.run([HADOLINT, DEPLOY / "Containerfile"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


def commands(heading: str) -> list[str]:
    """Return the commands that the page gives under a heading, block by block."""
    text = (DEPLOY / "README.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def carried_out(block: str, base: Path) -> str:
    """Carry commands out with /srv and /backup below `base`; return what they say."""
    script = f"set -e\ndocgen() {{ '{sys.executable}' -m docgen --lang zh \"$@\"; }}\n" + re.sub(
        r"(?<![\w.])/(srv|backup)\b", rf"{base}/\1", block
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_what_was_backed_up_comes_back_as_the_page_says(tmp_path: Path) -> None:
    home = project(tmp_path / "srv/docgen", letter=document(doc_number=None))
    docgen.begin_register(home)
    (made,) = docgen.issue([home / "content/letters/letter.yaml"], person="示例")
    number = made.entries[0].number
    backup, restore = commands("备份和恢复")
    carried_out(backup, tmp_path)
    (home / "register.db").write_bytes(b"lost")
    (tmp_path / "srv").rename(tmp_path / "gone")
    (tmp_path / "srv").mkdir()
    carried_out(restore, tmp_path)
    found = docgen.register_paper(number, home)
    assert [one.is_sound for one in found.files]
    assert all(one.is_sound for one in found.files)
    assert (home / "content/letters/letter.yaml").is_file()
    assert docgen.reserve_number("示食安办", home, int(number[5:9])).entry.serial == 2
