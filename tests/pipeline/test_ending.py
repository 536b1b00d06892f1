"""Processes that are killed or told to end, in the real command: nothing is left running or lying about."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from docgen.pipeline.batch import Batch, local, plan, run
from docgen.pipeline.batch.backends import Limits
from docgen.pipeline.batch.local import Local
from tests.support.patience import comes
from tests.support.rosters import batch, roster_project, tree
from tests.torture.disk import session

COUNT = 12
BUILD = ["build", "content/letters/letter.yaml", "--to", "pdf", "--workers", "2"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "project"
    roster_project(folder, 200)
    return folder


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("SMALLEST", 2), ("MEAN", 4), ("LARGEST", 5)):
            patch.setattr(plan, name, value)
        yield batch(roster_project(tmp_path_factory.mktemp("project"), COUNT))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose letters take long enough for three kills, and are made twice."""
    folder = tmp_path_factory.mktemp("small") / "project"
    roster_project(folder, 100)
    return folder


def begun(home: Path, scratch: Path, out: str) -> "subprocess.Popen[str]":
    """Begin the real command, with temporary files in `scratch`."""
    scratch.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "docgen", *BUILD, "--out", out],
        cwd=home,
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hearing,
    )


def hearing() -> None:
    """Be deaf to no signal, as at a terminal, whoever runs the tests: in the background, under nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def has_ended(leader: int, since: float) -> bool:
    """Say whether all processes of a session end soon, beside the time since they were begun."""
    return comes(lambda: not session(leader), since)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_command_told_to_end_leaves_no_process_and_no_temporary_file(
    home: Path, tmp_path: Path, number: int, code: int
) -> None:
    scratch, since = tmp_path / "tmp", monotonic()
    with begun(home, scratch, str(tmp_path / "out")) as process:
        while not list(scratch.glob("*/*/*")) and process.poll() is None:
            sleep(0.01)  # until a worker has begun with fonts
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == code
    assert has_ended(process.pid, since)
    assert list(scratch.iterdir()) == []
    assert "Traceback" not in said


def test_what_a_killed_command_left_lying_the_next_takes_away(home: Path, tmp_path: Path) -> None:
    scratch, since = tmp_path / "tmp", monotonic()
    with begun(home, scratch, str(tmp_path / "out")) as process:
        while not list(scratch.glob("*/*/*")) and process.poll() is None:
            sleep(0.01)
        process.kill()
    assert has_ended(process.pid, since)
    assert list(scratch.iterdir())
    environment = {**os.environ, "TMPDIR": str(scratch)}
    subprocess.run([sys.executable, "-m", "docgen", "kinds"], cwd=home, env=environment, check=True)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("moment", [0, 0.1, 0.3, 0.6, 1.0, 2.0])
def test_an_interrupt_never_shows_a_trace(home: Path, tmp_path: Path, moment: float) -> None:
    scratch, since = tmp_path / "tmp", monotonic()
    with begun(home, scratch, str(tmp_path / "out")) as process:
        while not list(scratch.iterdir()):
            sleep(0.005)  # before, it is Python that starts
        sleep(moment)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, said = process.communicate()
    assert process.returncode in (130, -signal.SIGINT, 0)
    assert "Traceback" not in said
    assert has_ended(process.pid, since)


def test_a_batch_whose_children_and_fork_server_are_killed_again_and_again_is_finished(
    small: Path, tmp_path: Path
) -> None:
    peace, chance = tmp_path / "peace", random.Random(3)
    with begun(small, tmp_path / "tmp", str(peace)) as process:
        assert process.wait() == 0
    with begun(small, tmp_path / "tmp", str(tmp_path / "out")) as process:
        dealt = 0
        while process.poll() is None and dealt < 3:
            sleep(chance.uniform(0.2, 0.8))
            children = [one for one in session(process.pid) if one != process.pid]
            if children:
                os.kill(chance.choice(children), signal.SIGKILL)
                dealt += 1
        _, said = process.communicate()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert tree(tmp_path / "out") == tree(peace)


def test_where_no_worker_can_be_started_the_batch_goes_on_in_this_process(
    planned: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr(local, "is_alone", lambda: False)
    monkeypatch.setattr(local.Worker, "__post_init__", gone)
    workers = Local(2, Limits())
    result = run(planned, workers, tmp_path, lambda count: None)
    workers.close()
    assert (len(result.receipts), result.set_aside) == (COUNT, [])
