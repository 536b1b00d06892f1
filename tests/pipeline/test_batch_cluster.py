"""Batches on a Dask cluster: a real scheduler and two worker processes, one of which is killed."""

import importlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from docgen.foundation.errors import MachineError
from docgen.pipeline.batch import Inline, plan, run
from docgen.pipeline.batch.work import Refused, make
from tests.support.rosters import batch, roster_project, tree

ROOT = Path(__file__).parents[2]
COUNT = 16


@pytest.fixture(scope="module")
def dask() -> ModuleType:
    """Return the module that knows Dask. It loads for a second, which only who runs this file should wait."""
    return importlib.import_module("docgen.pipeline.batch.cluster")


@pytest.fixture
def processes() -> Iterator[list["subprocess.Popen[str]"]]:
    """Hold the processes of a cluster, and end them after the test."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def start(started: list["subprocess.Popen[str]"], *call: str) -> "subprocess.Popen[str]":
    """Start a part of the cluster."""
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + call[0], *call[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    started.append(process)
    return process


def scheduler(started: list["subprocess.Popen[str]"]) -> str:
    """Start a scheduler and return its address."""
    process = start(started, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"Scheduler at: +(tcp://\S+)", line):
            return found[1]
    raise AssertionError("no scheduler")


def test_a_cluster_makes_the_same_though_a_worker_is_killed(
    dask: ModuleType,
    tmp_path: Path,
    processes: list["subprocess.Popen[str]"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("SMALLEST", 2), ("MEAN", 4), ("LARGEST", 3)):
        monkeypatch.setattr(plan, name, value)
    address = scheduler(processes)
    workers = [
        start(processes, "dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        for _ in range(2)
    ]
    planned = batch(roster_project(tmp_path / "project", COUNT))
    done: list[int] = []

    def killing(count: int) -> None:
        done.append(count)
        if len(done) == 2:
            workers[0].send_signal(signal.SIGKILL)

    with closing(dask.Cluster(address)) as cluster:
        cluster.client.wait_for_workers(2, timeout=120)
        result = run(planned, cluster, tmp_path / "cluster", killing)
    run(planned, Inline(), tmp_path / "inline", lambda count: None)
    assert workers[0].wait() == -signal.SIGKILL
    assert (sum(done), result.set_aside) == (COUNT, [])
    assert tree(tmp_path / "cluster") == tree(tmp_path / "inline")


@pytest.mark.parametrize(
    ("change", "code"),
    [({"type_mark": "another"}, "worker-other-type"), ({"version": "0"}, "worker-other-version")],
)
def test_a_worker_refuses_what_it_would_make_otherwise(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    (task,) = batch(roster_project(tmp_path, 2)).tasks()
    refused = make(replace(task, **change))  # type: ignore[arg-type]
    assert isinstance(refused, Refused)
    assert [problem.code for problem in refused.problems] == [code]


def test_a_scheduler_that_does_not_answer_is_told(dask: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.pipeline.batch.cluster.PATIENCE", "1s")
    with pytest.raises(MachineError) as caught:
        dask.Cluster("tcp://127.0.0.1:1")
    assert [problem.code for problem in caught.value.problems] == ["scheduler-missing"]


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("tls://10.0.0.5:8786", True),
        ("wss://office.example:8786", True),
        ("tcp://127.0.0.1:8786", True),
        ("127.0.0.1:8786", True),
        ("localhost:8786", True),
        ("tcp://[::1]:8786", True),
        ("tcp://10.0.0.5:8786", False),
        ("10.0.0.5:8786", False),
        ("ws://10.0.0.5:8786", False),
        ("tcp://127.0.0.1.example:8786", False),
        ("tcp://localhost@10.0.0.5:8786", False),
        ("tcp://0.0.0.0:8786", False),
        ("tcp://[", False),
    ],
)
def test_another_machine_is_reached_by_tls_alone(dask: ModuleType, address: str, private: bool) -> None:
    assert dask.is_private(address) is private


def test_an_open_line_to_another_machine_is_refused_before_it_is_used(dask: ModuleType) -> None:
    with pytest.raises(MachineError) as caught:
        dask.Cluster("tcp://192.0.2.1:8786")
    assert [problem.code for problem in caught.value.problems] == ["scheduler-unsafe"]


def test_tls_without_a_certificate_is_told(dask: ModuleType) -> None:
    with pytest.raises(MachineError) as caught:
        dask.Cluster("tls://127.0.0.1:1")
    assert [problem.code for problem in caught.value.problems] == ["scheduler-missing"]
