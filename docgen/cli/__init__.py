"""The command line: parse, call, print. Nothing is decided here but the exit code.

0 done · 1 content or template to mend, or findings under --strict · 2 mistyped call · 3 letters set aside ·
4 the register says otherwise · 5 the machine lacks something · 70 our bug · 130 interrupted.
"""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from docgen import __version__
from docgen.foundation.durable.scratch import keep_together
from docgen.foundation.errors import DocgenError, MachineError, Problem
from docgen.foundation.messages import LANGUAGES
from docgen.foundation.working_folder import working_in

from .build import build
from .check import check
from .command import MISTYPED, Group, complaint, help_if_alone, terminal_of
from .diff import diff
from .doctor import doctor
from .ending import Ended, heed_signals, ignore_signals
from .fonts import fonts
from .forget import forget
from .init import init
from .kinds import kinds
from .new import new
from .register import issue, register
from .serve import serve
from .sheet import sheet
from .terminal import Terminal, language
from .translate import translate
from .verify import verify

OUR_BUG, INTERRUPTED = 70, 130

GARBAGE = 50_000
"""New objects between two searches for cycles: at Python's 700 they take a tenth of the time of a letter."""


class Root(Group):
    """The command that holds the others and answers for their errors."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what went wrong becomes a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except DocgenError as error:
            terminal_of(ctx).refuse(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if isinstance(error, FileNotFoundError) and here() is None:
                gone = MachineError([Problem("folder-gone")])
                terminal_of(ctx).refuse(gone)
                ctx.exit(gone.exit_code)
            ctx.exit(report_bug(error, terminal_of(ctx)))


def report_bug(error: Exception, terminal: Terminal) -> int:
    """Say that docgen itself failed, and return the exit code for it."""
    if terminal.debug:
        terminal.note("".join(traceback.format_exception(error)))
    told = " ".join(str(error).split())
    terminal.note(terminal.say("bug", error=f"{type(error).__name__}: {told}"))
    return OUR_BUG


@click.group("docgen", cls=Root, invoke_without_command=True)
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)
@click.option("--verbose", is_flag=True)
@click.option("--debug", is_flag=True)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def docgen(ctx: click.Context, verbose: bool, debug: bool) -> None:
    """Hand the run's settings to the command; without a command, show the help."""
    ctx.obj = replace(terminal_of(ctx), verbose=verbose, debug=debug)
    help_if_alone(ctx)


for command in (
    init,
    kinds,
    new,
    sheet,
    build,
    issue,
    check,
    diff,
    translate,
    forget,
    register,
    serve,
    doctor,
    fonts,
    verify,
):
    docgen.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Carry out a call (without the program's name) and return its exit code."""
    terminal = Terminal(language(arguments, os.environ), as_json="--json" in arguments)
    try:
        with working_in(here()):
            return docgen.main(list(arguments), prog_name="docgen", standalone_mode=False, obj=terminal) or 0
    except click.UsageError as error:
        terminal.note(complaint(error, terminal))
        return MISTYPED
    except click.Abort:
        terminal.note(terminal.say("interrupted"))
        return INTERRUPTED


def here() -> Path | None:
    """Return the folder the call was made in, None when that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


def main() -> None:
    """Carry out the call the shell made."""
    gc.set_threshold(GARBAGE)
    heed_signals()
    try:
        keep_together()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # a second Ctrl-C, while the first was seen to
        code = INTERRUPTED
    except Ended as ended:
        code = ended.number
    ignore_signals()
    sys.exit(code)
