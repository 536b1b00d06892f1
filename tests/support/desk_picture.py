"""A picture of a document in the browser: `python -m tests.support.desk_picture PROJECT NAME FILE.png`."""

import sys
from pathlib import Path

from tests.support.browser import looking, served


def main(project: str, name: str, picture: str) -> None:
    """Open a document of a project, and keep what is seen when its pages have come."""
    with served(Path(project)) as address, looking(address, f"/documents/{name}") as page:
        page.wait_for_selector("#pages img")
        page.wait_for_timeout(1000)
        page.screenshot(path=picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
