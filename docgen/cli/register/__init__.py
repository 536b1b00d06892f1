"""`docgen register …` and `docgen issue`: the register of papers, and what goes out with its numbers."""

import click

from ..command import Group, help_if_alone
from .following import close, extend, receive, reply
from .issue import issue, sign
from .listing import listing
from .numbers import recall, reserve, sealed, void
from .overdue import overdue
from .reports import assessment, ledger, report
from .upkeep import backup, import_, init, verify

__all__ = ["issue", "register"]


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def register(ctx: click.Context) -> None:
    """Keep the register of papers; without a command, show the help."""
    help_if_alone(ctx)


FOLLOWING = (reply, close, extend, receive, overdue, ledger, report, assessment)

for command in (init, reserve, sign, sealed, void, recall, listing, *FOLLOWING, import_, verify, backup):
    register.add_command(command)
