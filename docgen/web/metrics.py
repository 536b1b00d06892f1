"""How the server does, for Prometheus: requests by outcome, tasks that wait, processes; no one's words."""

from functools import partial
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from .workers import Pool


class Metrics:
    """The figures of one server."""

    def __init__(self, pools: dict[str, Pool]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "docgen_requests", "Requests answered", ["method", "status"], registry=self.registry
        )
        waiting = Gauge("docgen_tasks_waiting", "Tasks that wait", ["pool"], registry=self.registry)
        processes = Gauge("docgen_processes", "Build processes", ["pool"], registry=self.registry)
        for name, pool in pools.items():
            waiting.labels(name).set_function(partial(getattr, pool, "queued"))
            processes.labels(name).set_function(partial(count, pool))

    def note(self, method: str, status: int) -> None:
        """Count a request."""
        self.requests.labels(method if method in METHODS else "other", f"{status // 100}xx").inc()

    def text(self) -> Any:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)


def count(pool: Pool) -> int:
    """Return how many processes a pool has."""
    return len(pool.workers)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
