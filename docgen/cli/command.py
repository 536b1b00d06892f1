"""Click commands whose help, and whose words for a mistyped call, come from the catalogue in zh or en.

Click's own words follow the machine's gettext files, which no Chinese office has; none of them is left here.
"""

from collections.abc import Iterator
from datetime import date, datetime
from textwrap import indent

import click

from .terminal import Terminal, columns

MISTYPED = 2  # exit code
DATES = click.DateTime(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"])


class Day(click.ParamType[date]):
    """A day as a clerk types it: 2024-06-20, 2024/6/20, 2024.6.20 or 2024年6月20日."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was typed."""
        found = DATES.convert(value, param, ctx)
        return found.date() if isinstance(found, datetime) else found


DAY = Day()


class Surplus(click.UsageError):
    """Arguments beyond those a command takes."""


class Command(click.Command):
    """A command that speaks the language of the run."""

    # Click would complain of surplus arguments in English before we can.
    allow_extra_args = True

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help page."""
        formatter.write("\n\n".join(sections(self, ctx)))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        formatter.write(usage(self, ctx))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, unless more was given than it takes."""
        if ctx.args:
            raise Surplus(" ".join(ctx.args), ctx)
        return super().invoke(ctx)


class Group(Command, click.Group):
    """A command that holds others."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command within, which says itself what it has too much of."""
        return click.Group.invoke(self, ctx)


def help_if_alone(ctx: click.Context) -> None:
    """Show the help of a group that was called without a command: the call was mistyped."""
    if ctx.invoked_subcommand is None:
        terminal_of(ctx).note(ctx.get_help())
        ctx.exit(MISTYPED)


def usage(command: click.Command, ctx: click.Context) -> str:
    """Return `Usage: docgen build [OPTIONS] SOURCE...`."""
    say = terminal_of(ctx).say
    arguments = [p.make_metavar(ctx) for p in command.get_params(ctx) if isinstance(p, click.Argument)]
    tail = [say("words.command")] if isinstance(command, click.Group) else arguments
    return " ".join([say("words.usage") + ctx.command_path, say("words.options-of-usage"), *tail])


def sections(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Yield the parts of a help page: usage, what it does, arguments, options, commands."""
    terminal = terminal_of(ctx)
    yield usage(command, ctx)
    entry = entry_of(ctx)
    yield indent(terminal.say(f"{entry}.help").strip(), "  ")
    parameters = [(p, help_of(entry, p, terminal)) for p in command.get_params(ctx)]
    arguments = [(p.make_metavar(ctx), text) for p, text in parameters if isinstance(p, click.Argument)]
    options = [(spelling(p, ctx), text) for p, text in parameters if isinstance(p, click.Option)]
    inner = "commands" if ctx.parent is None else entry
    commands = [(name, first_line(f"{inner}.{name}", terminal)) for name in getattr(command, "commands", {})]
    for heading, rows in (("arguments", arguments), ("options", options), ("commands", commands)):
        if rows:
            yield "\n".join([terminal.say(f"words.{heading}"), *(f"  {line}" for line in columns(rows))])


def entry_of(ctx: click.Context) -> str:
    """Return where a command is in the catalogue: `commands.translate.status`."""
    names = ctx.command_path.split()
    return ".".join(["commands", *(names[1:] or names)])


def help_of(entry: str, parameter: click.Parameter, terminal: Terminal) -> str:
    """Return what a parameter of a command is for; --help and --json mean the same everywhere."""
    word = word_of(parameter)
    return terminal.say(f"common.{word}" if word in ("help", "json") else f"{entry}.{word}")


def word_of(parameter: click.Parameter) -> str:
    """Return the name under which a parameter is in the catalogue: its longest spelling, without dashes."""
    return max(parameter.opts, key=len).lstrip("-")


def spelling(option: click.Option, ctx: click.Context) -> str:
    """Return `--to [pdf|docx|ofd|html]`."""
    value = "" if option.is_flag else f" {option.make_metavar(ctx)}"
    return ", ".join(option.opts) + value


def first_line(entry: str, terminal: Terminal) -> str:
    """Return what a command does, in one line."""
    return terminal.say(f"{entry}.help").splitlines()[0]


def complaint(error: click.UsageError, terminal: Terminal) -> str:
    """Return how the command is called, what is wrong with this call, and where to read more."""
    wrong = terminal.say("words.error") + reason(error, terminal)
    if error.ctx is None:
        return wrong
    more = terminal.say("usage.more", command=error.ctx.command_path)
    return "\n".join([usage(error.ctx.command, error.ctx), wrong, more])


def reason(error: click.UsageError, terminal: Terminal) -> str:
    """Return what is wrong with a call, in one sentence."""
    say = terminal.say
    match error:
        case click.NoSuchOption():
            return say("usage.no-option", name=error.option_name) + nearest(error.possibilities, terminal)
        case click.NoSuchCommand():
            return say("usage.no-command", name=error.command_name) + nearest(error.possibilities, terminal)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return say("usage.missing", name=called(parameter))
        case click.BadParameter(param=click.Parameter(type=click.Choice() as known) as parameter):
            return say("usage.choice", name=max(parameter.opts), known=say("words.comma").join(known.choices))
        case click.BadParameter(param=click.Parameter(type=Day()) as parameter):
            return say("usage.day", name=max(parameter.opts))
        case click.BadParameter(param=click.Parameter(type=click.DateTime()) as parameter):
            return say("usage.month", name=max(parameter.opts))
        case click.BadParameter(param=click.Parameter(type=click.types.IntParamType() as kind) as parameter):
            return say("usage.count", name=max(parameter.opts), bounds=bounds(kind, terminal))
        case click.BadOptionUsage():
            return say("usage.bad-option", name=error.option_name)
        case Surplus():
            return say("usage.surplus", extra=error.message)
        case _:
            return error.format_message()


def bounds(kind: object, terminal: Terminal) -> str:
    """Return between which numbers an option's must be, nothing where it does not matter."""
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    told = terminal.say("usage.least", least=least) if least is not None else ""
    return told + (terminal.say("usage.most", most=most) if most is not None else "")


def called(parameter: click.Parameter) -> str:
    """Return what a clerk types: an option with its dashes, an argument in capitals."""
    return max(parameter.opts) if isinstance(parameter, click.Option) else parameter.human_readable_name


def nearest(possibilities: list[str] | None, terminal: Terminal) -> str:
    """Return a did-you-mean, or nothing when no known word is near."""
    names = terminal.say("words.comma").join(possibilities or ())
    return terminal.say("usage.nearest", names=names) if names else ""


def terminal_of(ctx: click.Context) -> Terminal:
    """Return the terminal this run speaks through."""
    return ctx.ensure_object(Terminal)
