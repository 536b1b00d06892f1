"""What an office's service bears: `python -m bench.service [CLERKS]`.

So many clerks type at once, each in a letter of his own, with some seconds between two looks: how long the
slowest twentieth of them waits for his page. Then letters made by `/v1/render`, some programs asking at once,
beside what services that convert do with the same letters: finished Word files through LibreOffice, here in
one call for all, which spares it the start for each. The machine's load is told with the figures.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import docgen
from tests.support.samples import OFFICES, document, write_files

HOST = "gongwen.example.cn"
LOOKS, PAUSE = 6, 4.0
"""How often each clerk looks, and seconds between two looks in the middle."""
LETTERS, ASKING = 60, 4
SERVICE = "socket: {}\nhosts: [{}]\npeople:\n  ni: {{name: 拟示例, roles: [拟稿]}}\n"


class Reached(HTTPConnection):
    """A connection through a socket, as a web server before docgen has it."""

    def __init__(self, place: Path) -> None:
        super().__init__(HOST, timeout=300)
        self.place = place

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(300)
        self.sock.connect(str(self.place))


def main(clerks: int = 50) -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        letters = {f"content/letters/l{number}.yaml": text(number) for number in range(clerks)}
        write_files(home, {"content/offices.yaml": OFFICES, **letters})
        with served(home) as place:
            tell_previews(place, clerks)
            tell_renders(place)
        tell_conversion(Path(folder))
    sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n")
    return 0


def text(number: int) -> str:
    """Return the letter of a clerk."""
    body = f"各有关单位，请于本月底前完成第{number}项工作，并将结果报送我办（示例）。" * 6
    return document(title=f"关于第{number}项工作的通知", doc_number=None, body=body)


@contextmanager
def served(home: Path) -> Iterator[Path]:
    """Serve a project to an office for the block."""
    place = home / "s.sock"
    (home / "service.yaml").write_text(SERVICE.format(place, HOST), "utf-8")
    call = [sys.executable, "-m", "docgen", "serve", str(home), "--office"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield place
        finally:
            process.terminate()


def asked(connection: HTTPConnection, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
    """Return status and bytes of an answer."""
    headers = {"X-Remote-User": "ni", "Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def tell_previews(place: Path, clerks: int) -> None:
    """Print how long clerks wait for their pages."""
    waits: list[float] = []
    refused: list[int] = []
    ready = threading.Barrier(clerks)

    def clerk(number: int) -> None:
        chance = random.Random(number)
        with closing(Reached(place)) as connection:
            path, known = f"/api/preview/letters/l{number}", []
            asked(connection, path, {"values": {}, "page": 1})
            ready.wait()
            for look in range(LOOKS):
                time.sleep(chance.uniform(0.5 * PAUSE, 1.5 * PAUSE))
                typed = {"title": f"关于第{number}项工作的通知{'一二三四五六七'[look]}"}
                begun = time.monotonic()
                status, data = asked(connection, path, {"values": typed, "page": 1, "known": known})
                if status != 200:
                    refused.append(status)
                    continue
                waits.append(time.monotonic() - begun)
                known = [one["key"] for one in json.loads(data)["pages"]]

    with ThreadPoolExecutor(clerks) as pool:
        list(pool.map(clerk, range(clerks)))
    late = quantiles(waits, n=20)[-1]
    sys.stdout.write(
        f"{clerks} clerks, a look every {PAUSE:.0f} s: half wait {1000 * median(waits):.0f} ms at most, "
        f"19 of 20 {1000 * late:.0f} ms; {len(refused)} of {len(waits) + len(refused)} sent away\n"
    )


def values(number: int) -> dict[str, Any]:
    """Return a letter as a program sends it."""
    return {
        "office": "shili",
        "genre": "通知",
        "title": f"关于第{number}项工作的通知",
        "addressees": ["某县"],
        "date": "2024-06-20",
        "body": f"请于本月底前完成第{number}项工作，并将结果报送我办（示例）。" * 6,
    }


def tell_renders(place: Path) -> None:
    """Print how many letters a second the service makes, as PDF."""

    def made(number: int) -> int:
        with closing(Reached(place)) as connection:
            wanted = {"kind": "letters/notice", "values": values(number), "form": "pdf"}
            status, data = asked(connection, "/v1/render", wanted)
            assert (status, data[:5]) == (200, b"%PDF-"), data
        return 1

    with ThreadPoolExecutor(ASKING) as pool:
        list(pool.map(made, range(ASKING)))  # both processes have begun
        spent = timed(lambda: list(pool.map(made, range(LETTERS))))
    sys.stdout.write(f"/v1/render, {ASKING} asking: {LETTERS / spent:.1f} letters a second as PDF\n")


def tell_conversion(folder: Path) -> None:
    """Print how many of the same letters a second LibreOffice converts from Word, in one call and one by one."""
    place = folder / "word"
    place.mkdir()
    write_files(folder / "w", {"content/offices.yaml": OFFICES})
    files = []
    for number in range(LETTERS):
        path = folder / "w/content/sent.yaml"
        said = docgen.with_values(path, values(number), "kind: letters/notice\n")
        (job,) = docgen.jobs(docgen.load(path, said))
        files.append(place / f"{number}.docx")
        files[-1].write_bytes(docgen.render(job, "docx").data)
    call = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    call += ["--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*call, files[0]], check=True, capture_output=True)
    together = timed(lambda: subprocess.run([*call, *files], check=True, capture_output=True))
    few = files[:5]
    singly = timed(lambda: [subprocess.run([*call, one], check=True, capture_output=True) for one in few])
    sys.stdout.write(
        f"LibreOffice from Word: {LETTERS / together:.1f} letters a second in one call, "
        f"{len(few) / singly:.1f} with a start for each\n"
    )


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes by the clock."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
