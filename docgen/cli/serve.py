"""`docgen serve`."""

import webbrowser
from pathlib import Path

import click

from .command import Command, terminal_of
from .terminal import result


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--port", type=click.IntRange(0, 65535), default=0)
@click.option("--no-browser", is_flag=True)
@click.option("--office", is_flag=True)
@click.pass_context
def serve(ctx: click.Context, folder: Path, port: int, no_browser: bool, office: bool) -> None:
    """Serve the desk of the project in `folder`, and open it in the browser."""
    import docgen

    def show(address: str) -> None:
        result(address, {"address": address}, as_json=False)
        if not (no_browser or office):
            webbrowser.open(address)

    docgen.serve(folder, show, port, terminal_of(ctx).lang, office)
