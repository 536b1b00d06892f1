"""A composed document as one HTML page with its style sheet inside: for reading on a screen."""

from base64 import b64encode

from docgen.composed import Composed, Written


def written(composed: Composed, *_: object) -> Written:
    """Return the page of `composed`; fonts stay the reader's own, and no page is laid out.

    Charts, which are in no file, stand in the page itself.
    """
    style = f"<style>\n{composed.css}\n</style>\n</head>"
    page = composed.html.replace("</head>", style, 1)
    for drawn in composed.assets.drew:
        inside = f"data:{drawn.picture.media_type};base64,{b64encode(drawn.picture.data).decode()}"
        page = page.replace(f'src="{drawn.address}"', f'src="{inside}"')
    return Written(page.encode())
