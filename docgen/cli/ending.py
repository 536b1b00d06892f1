"""How a process ends that is told to: by Ctrl-C, or by whoever shuts it or the machine down.

Both unwind what is going on, so that workers are let go and temporary files taken away.
"""

import os
import signal
import sys
from threading import Timer
from types import FrameType
from typing import Any

FATAL = 128
"""Added to the number of a signal, it is the exit code of a process ended by it."""
AGAIN = 0.05
"""Seconds until a signal is sent again that fell where nothing can be unwound."""


class Ended(SystemExit):
    """The process was told to end; `number` is its exit code."""

    def __init__(self, number: int = FATAL) -> None:
        super().__init__(number)
        self.number = number


def heed_signals() -> None:
    """Have Ctrl-C and the signals that end a process unwind what it is doing."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # ignored where the shell said so
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)
    sys.unraisablehook = pass_on


def ignore_signals() -> None:
    """Let nothing disturb the end any more: all is said and done."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def end(number: int, _: FrameType | None) -> None:
    """Raise Ended, once."""
    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    raise Ended(FATAL + number)


def pass_on(lost: Any) -> None:
    """Send a signal again that fell into a place from which Python cannot raise, and would print a trace."""
    number = {KeyboardInterrupt: signal.SIGINT, Ended: signal.SIGTERM}.get(lost.exc_type)
    if number is None:
        sys.__unraisablehook__(lost)
        return
    if number is signal.SIGTERM:
        signal.signal(number, end)
    again = Timer(AGAIN, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()
