"""How a desk ends: when nobody looks, when it is told to amid a batch; and that there is never a second."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from docgen.foundation.working_folder import working_in
from docgen.web import serving
from docgen.web.application import application
from docgen.web.settings import Settings
from tests.support.ended import differences
from tests.support.patience import comes
from tests.support.samples import project


def test_told_to_end_amid_a_batch_another_goes_on_and_nothing_differs(tmp_path: Path) -> None:
    assert differences(tmp_path, 120) == []


def test_it_ends_when_no_page_has_been_open_for_a_while_and_not_before(tmp_path: Path) -> None:
    home = project(tmp_path)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening, working_in(home):
        port, since = listening.getsockname()[1], time.monotonic()
        application(Settings(home, port))  # what a start is busy with
        settings = Settings(home, port, idle=max(1.0, 3 * (time.monotonic() - since)))
        closed: list[float] = []
        page = http.client.HTTPConnection("127.0.0.1", settings.port)

        def ask(_: str) -> None:
            """Ask for a page that stays open, before the server counts how long nobody looks."""
            page.request("GET", "/api/presence", headers={"Authorization": f"Bearer {settings.token}"})
            looking.start()

        def look() -> None:
            """Hold the page open for three times as long as nobody may look."""
            with closing(page):
                assert page.getresponse().status == 200
                time.sleep(3 * settings.idle)
                closed.append(time.monotonic())

        looking = threading.Thread(target=look)
        serving.run(settings, listening, ask)
        ended = time.monotonic()
        looking.join()
    assert closed, "it ended while a page was open"
    assert ended > closed[0]
    assert serving.running(home) == ""


def test_of_several_starts_at_once_one_serves_and_the_others_open_it(tmp_path: Path) -> None:
    home = project(tmp_path)
    call = [sys.executable, "-m", "docgen", "serve", str(home), "--no-browser"]
    since = time.monotonic()
    started = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        addresses = [one.stdout.readline() for one in started if one.stdout]
        assert len({*addresses}) == 1, addresses
        assert comes(lambda: serving_of(started) == 1, since)
        time.sleep(0.5)
        assert serving_of(started) == 1
    finally:
        for one in started:
            one.terminate()
            one.wait()
            if one.stdout:
                one.stdout.close()
    assert not (home / serving.NOTE).exists()


def serving_of(started: Sequence[subprocess.Popen[str]]) -> int:
    """Return how many of some processes go on."""
    return sum(one.poll() is None for one in started)
