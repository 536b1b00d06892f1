"""How a desk ends: when nobody looks, when it is told to amid a batch; and that there is never a second."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from docgen.foundation.working_folder import working_in
from docgen.web import serving
from docgen.web.settings import Settings
from tests.support.ended import differences
from tests.support.samples import project


def test_told_to_end_amid_a_batch_another_goes_on_and_nothing_differs(tmp_path: Path) -> None:
    assert differences(tmp_path, 120) == []


def test_it_ends_when_no_page_has_been_open_for_a_while_and_not_before(tmp_path: Path) -> None:
    home, opened = project(tmp_path), threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening, working_in(home):
        settings = Settings(home, listening.getsockname()[1], idle=1.0)
        closed: list[float] = []

        def look() -> None:
            """Hold a page open for three times as long as nobody may look."""
            opened.wait(60)
            with closing(http.client.HTTPConnection("127.0.0.1", settings.port, timeout=60)) as page:
                page.request("GET", "/api/presence", headers={"Authorization": f"Bearer {settings.token}"})
                assert page.getresponse().status == 200
                time.sleep(3)
                closed.append(time.monotonic())

        looking = threading.Thread(target=look)
        looking.start()
        serving.run(settings, listening, lambda _: opened.set())
        ended = time.monotonic()
        looking.join(60)
    assert closed, "it ended while a page was open"
    assert ended > closed[0]
    assert serving.running(home) == ""


def test_of_several_starts_at_once_one_serves_and_the_others_open_it(tmp_path: Path) -> None:
    home = project(tmp_path)
    call = [sys.executable, "-m", "docgen", "serve", str(home), "--no-browser"]
    started = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        addresses = [one.stdout.readline() for one in started if one.stdout]
        assert len({*addresses}) == 1, addresses
        waiting = [one for one in started if one.poll() is None]
        time.sleep(0.5)
        assert len([one for one in waiting if one.poll() is None]) == 1
    finally:
        for one in started:
            one.terminate()
            one.wait(60)
            if one.stdout:
                one.stdout.close()
    assert not (home / serving.NOTE).exists()
