"""`docgen` and `python -m docgen`."""

import signal


def main() -> None:
    """Carry out the call the shell made. Until all is loaded, Ctrl-C ends the process without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from docgen.cli import main as carry_out

    carry_out()


if __name__ == "__main__":
    main()
