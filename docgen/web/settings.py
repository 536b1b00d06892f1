"""What a server is started with."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from .hooks import Hooks

SERVICE = "service.yaml"
"""In the project of an office: how it is served."""
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """How one server runs. `office` is the service for several clerks; without it one desk is served.

    `names` are the hosts an office is asked for.

    `token` opens a desk: whoever has the address with it has the desk. `largest` is what one request may
    carry, in bytes. `database` has the jobs, in libpq's words (empty: a file has). `scheduler` is that of a
    Dask cluster that makes the letters of batches. `hooks` say whom jobs may tell of their end. `idle` is how
    long, in seconds, a desk stays open without a page that looks at it.
    """

    project: Path
    port: int = 0
    office: bool = False
    lang: str = "zh"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    largest: int = 16 * MEGABYTE
    idle: float = 3600.0
    builders: int = 1
    previewers: int = 1
    names: frozenset[str] = frozenset()
    database: str = field(default="", repr=False)
    scheduler: str = ""
    can_log_out: bool = False
    hooks: Hooks = field(default_factory=Hooks, repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which a desk may be asked for; any other would be another site's (DNS rebinding)."""
        return self.names or frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})
