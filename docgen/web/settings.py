"""What a server is started with."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """How one server runs. `office` is the service for several clerks; without it one desk is served.

    `names` are the hosts an office is asked for.

    `token` opens a desk: whoever has the address with it has the desk. `largest` is what one request may
    carry, in bytes. `idle` is how long, in seconds, a desk stays open without a page that looks at it.
    """

    project: Path
    port: int = 0
    office: bool = False
    lang: str = "zh"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    largest: int = 16 * MEGABYTE
    idle: float = 3600.0
    builders: int = 1
    names: frozenset[str] = frozenset()

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which a desk may be asked for; any other would be another site's (DNS rebinding)."""
        return self.names or frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})
