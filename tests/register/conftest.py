"""The same tests on both stores: a register in a file, and one on a PostgreSQL server of the tests' own."""

import pytest

from tests.support import postgres, registers


@pytest.fixture(params=["sqlite", "postgresql"])
def both_stores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each test that asks for it run on either store."""
    if request.param == "postgresql":
        monkeypatch.setattr(registers, "server", postgres.new_server)
