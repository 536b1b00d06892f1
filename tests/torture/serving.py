"""A server's health while the whole cadre handbook is made: `python -m tests.torture.serving`.

Some 220 pages take a minute; meanwhile every look says that it lives and takes tasks, and who wants a page is
given one.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

from docgen.client import Client
from tests.support.browser import served
from tests.support.samples import ROOT

BOOK = "handbooks/cadre-handbook"
LOOKS = ("/livez", "/readyz", "/v1/kinds")


def main() -> int:
    """Print the slowest answer to each look, and return 1 when one was not 200."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        shutil.copytree(ROOT / "content", home / "content")
        with served(home) as address:
            return int(not is_well(Client(*parted(address))))


def parted(address: str) -> tuple[str, str]:
    """Return origin and token of the address that a server prints."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}", parse_qs(parts.query)["token"][0]


def is_well(desk: Client) -> bool:
    """Say whether every look was answered while the handbook was made, and print how soon."""
    job = desk.order(BOOK, formats=["pdf"])
    slowest, wrong = dict.fromkeys(LOOKS, 0.0), 0
    while desk.job(job)["state"] in ("waiting", "running"):
        for path in LOOKS:
            begun = time.monotonic()
            request = Request(desk.origin + path, headers={"Authorization": f"Bearer {desk.token}"})
            with urlopen(request, timeout=60) as answer:
                wrong += answer.status != 200
            slowest[path] = max(slowest[path], time.monotonic() - begun)
        time.sleep(0.2)
    state = desk.job(job)["state"]
    told = ", ".join(f"{path} {1000 * seconds:.0f} ms" for path, seconds in slowest.items())
    sys.stdout.write(f"handbook {state}; slowest: {told}; {wrong} not answered\n")
    return state == "done" and not wrong


if __name__ == "__main__":
    sys.exit(main())
