"""What memory uploads take: `python -m bench.uploads`, the largest of each sort, one and then eight at once.

Told is the most that the web process and any of the others (those that build, and what they start) ever had,
in MB, and how the last was answered. Peaks are set back before each sort (/proc/PID/clear_refs).
"""

import io
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from PIL import Image

from docgen.client import Client, parts_of
from tests.support.browser import children
from tests.support.ended import NAME, server
from tests.support.rosters import roster_project
from tests.support.workbooks import changed, workbook

AT_ONCE = 8
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
LARGEST = 16 * 1024 * 1024
DOTS = (8_900, 8_900)
SOURCE = (
    "kind: letters/notice\noffice: shili\ngenre: 通知\ntitle: 关于示例的通知\naddressees: [某县]\n"
    "date: 2024-06-20\nbody: |\n  ![示例](a.png)\n"
)


def main() -> int:
    """Print the figures, and return 1 when a server ended."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        roster_project(home, 4)
        with server(home) as (process, client):
            for name, (path, files) in uploads().items():
                told = []
                for count in (1, AT_ONCE):
                    forget(process.pid)
                    answers = sent(client, path, files, count)
                    settled(client, answers)
                    web, other = peaks(process.pid)
                    told.append(f"{count} at once: web {web}, others {other} MB ({answers[-1][0]})")
                sys.stdout.write(f"{name:34} {'; '.join(told)}\n")
                sys.stdout.flush()
            lives = process.poll() is None
    sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f}\n")
    return int(not lives)


def uploads() -> Mapping[str, tuple[str, list[tuple[str, tuple[str, bytes]]]]]:
    """Return where the largest files of each sort are sent, and as which parts."""
    check = f"/v1/rosters/check?document={NAME}"
    cells = [["名称", *[f"栏{n}" for n in range(70)]], *[[f"甲{n}", *range(70)] for n in range(19_000)]]
    bomb = changed(workbook([["名称"], ["甲"]]), lambda xml: xml + b" " * 1_000_000_000)
    edited = f"/documents/{NAME}/edited"
    source = ("source", ("a.yaml", SOURCE.encode()))
    return {
        "roster, 1.3 million cells": (check, [("file", ("a.xlsx", workbook(cells)))]),
        "roster that unpacks to 1 GB": (check, [("file", ("a.xlsx", bomb))]),
        "roster of text, 16 MB": (check, [("file", ("a.csv", csv()))]),
        "picture of 79 million dots": ("/v1/jobs", [source, ("attachments", ("a.png", picture()))]),
        "edited Word file, 15 MB": (edited, [("edited", ("a.docx", os.urandom(15 * 1024 * 1024)))]),
        "files sent along, 15 MB": ("/v1/jobs", [source, *[("attachments", (f"{n}.csv", csv()[: 5 << 20])) for n in range(3)]]),
        "more than may be": ("/v1/jobs", [source, ("attachments", ("a.png", b"x" * (4 * LARGEST)))]),
    }  # fmt: skip


def csv() -> bytes:
    """Return a roster of as many bytes as may be."""
    line = "甲乙丙丁," + "字" * 230 + "\n"
    text = ("名称,称谓\n" + line * (LARGEST // len(line.encode()))).encode()
    return text[: LARGEST - 2000]


def picture() -> bytes:
    """Return a picture of as many dots as may be."""
    buffer = io.BytesIO()
    Image.new("RGB", DOTS, "white").save(buffer, "PNG")
    return buffer.getvalue()


def sent(
    client: Client, path: str, files: list[tuple[str, tuple[str, bytes]]], count: int
) -> list[tuple[int, str]]:
    """Send the same some times at once; return statuses and where jobs are told of."""

    def send(_: int) -> tuple[int, str]:
        kind, data = parts_of(files, {"formats": ["pdf"]} if path == "/v1/jobs" else {})
        headers = {"Authorization": f"Bearer {client.token}", "Content-Type": kind}
        try:
            answer = urlopen(Request(client.origin + path, data, headers), timeout=600)
        except HTTPError as error:
            answer = error
        except OSError:
            return 413, ""  # shut while it was still sent
        with answer:
            answer.read()
            return answer.status, answer.headers["location"] or answer.url

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(send, range(count)))


def settled(client: Client, answers: list[tuple[int, str]]) -> None:
    """Wait until the jobs that were ordered have ended."""
    for _, place in answers:
        id = place.rpartition("/jobs/")[2] if "/jobs/" in place else ""
        while id and client.job(id)["state"] in ("waiting", "running"):
            time.sleep(0.3)


def all_of(process: int) -> list[int]:
    """Return the processes that a server has, itself not among them."""
    found = children(process)
    return [*found, *(inner for one in found for inner in all_of(one))]


def peaks(process: int) -> tuple[int, int]:
    """Return the most memory that the web process and any other had, in MB."""
    return peak(process), max((peak(one) for one in all_of(process)), default=0)


def peak(process: int) -> int:
    """Return the most memory that a process had since it was last asked to forget."""
    return each(
        process, lambda place: int((PEAK.search((place / "status").read_text()) or [0, 0])[1]) // 1024
    )


def forget(process: int) -> None:
    """Set the peaks of a server's processes back to what they have now."""
    for one in (process, *all_of(process)):
        each(one, lambda place: (place / "clear_refs").write_text("5"))


def each(process: int, work: Callable[[Path], int]) -> int:
    """Do something with a process, nothing with one that has ended."""
    try:
        return work(Path(f"/proc/{process}"))
    except (FileNotFoundError, ProcessLookupError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
