"""What keeps a file from being printed as a picture, whether it is made of dots or drawn."""

TAKEN = "png、jpg、gif、webp、bmp、tiff、svg"
"""What is taken instead, as sentences say it."""


class UnusablePicture(ValueError):  # noqa: N818 - what it is, not that it is an error
    """A file that cannot be printed as a picture: the code of its problem, what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
