"""`docgen doctor`."""

import click

from docgen.foundation.errors import MachineError
from docgen.foundation.working_folder import working_folder

from .command import Command
from .terminal import Terminal, columns, result


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Tell what this machine lacks."""
    import docgen

    terminal: Terminal = ctx.obj
    checks = docgen.examine_machine(working_folder())
    rows = [[terminal.say(f"doctor.{'absent' if c.problem else 'here'}"), c.name, c.detail] for c in checks]
    for check, line in zip(checks, columns(rows), strict=True):
        result(line, {"name": check.name, "detail": check.detail, "ok": check.problem is None}, as_json)
    problems = [check.problem for check in checks if check.problem]
    if not problems:
        terminal.note(terminal.say("doctor.fine"))
        return
    terminal.report(problems)
    terminal.note(terminal.say("doctor.remedy"))
    for line in docgen.remedies(problems):
        terminal.note(line)
    ctx.exit(MachineError.exit_code)
