"""How the server does, for Prometheus: requests by outcome and time, tasks that wait; nobody's words."""

from functools import partial
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from .workers import Pool

BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Seconds until an answer begins: who is told at once that too many wait is told within 50 ms."""
TOO_MANY = 429


class Metrics:
    """The figures of one server."""

    def __init__(self, pools: dict[str, Pool]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "docgen_requests", "Requests answered", ["method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "docgen_request_seconds",
            "Seconds from a request to the begin of its answer",
            ["method", "outcome"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        waiting = Gauge("docgen_tasks_waiting", "Tasks that wait", ["pool"], registry=self.registry)
        running = Gauge("docgen_tasks_running", "Tasks that are being done", ["pool"], registry=self.registry)
        processes = Gauge("docgen_processes", "Build processes", ["pool"], registry=self.registry)
        for name, pool in pools.items():
            waiting.labels(name).set_function(partial(getattr, pool, "queued"))
            running.labels(name).set_function(pool.running)
            processes.labels(name).set_function(partial(count, pool))

    def note(self, method: str, status: int, ms: float) -> None:
        """Count a request, and the milliseconds until its answer began."""
        known, outcome = method if method in METHODS else "other", f"{status // 100}xx"
        self.requests.labels(known, outcome).inc()
        self.seconds.labels(known, str(status) if status == TOO_MANY else outcome).observe(ms / 1000)

    def text(self) -> Any:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)


def count(pool: Pool) -> int:
    """Return how many processes a pool has."""
    return len(pool.workers)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
