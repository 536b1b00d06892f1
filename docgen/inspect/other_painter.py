"""A program of its own that has resvg paint the drawing on its standard input, as PNG on its standard output.

What runs outside Python can neither be stopped nor caught (resvg overflows its stack at 20,000 `Z` in a path,
and looks for minutes through 20,000 rules of a style sheet); so it has its own process, which may work for
so long and fill so much memory.
"""

import resource
import sys

SECONDS, BYTES = 10, 2 << 30


def main() -> None:
    """Paint; the arguments are a side, `width` or `height`, and how many dots it is long."""
    import resvg_py

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    side, dots = sys.argv[1], int(sys.argv[2])
    painting = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        width=dots if side == "width" else None,
        height=dots if side == "height" else None,
        skip_system_fonts=True,
        dpi=96,
    )
    sys.stdout.buffer.write(bytes(painting))


if __name__ == "__main__":
    main()
