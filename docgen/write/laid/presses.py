"""What stands from one gathering of a run to the next: type that is cut, style sheets, letters laid out.

Cutting type, reading a style sheet and laying out the first letter cost as much as some ten letters. A
gathering leaves them standing for the next one that the same thread makes in the same run, which is of one
state of its files; letters come out the same bytes. What would be told only of the gathering that met it
first (a message of the renderer, a picture that cannot be drawn) leaves nothing standing, nor do pictures,
which are brought down to the largest size in which a gathering shows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import local

from docgen.composed import Composed
from docgen.content.assets import Assets
from docgen.layout.engine.printed import Told
from docgen.layout.engine.standing_type import Standing
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, type_of

StandingLetters = dict[str, list[tuple[Standing, Told]]]
"""Letters laid out, by their style sheets, with what their pages show."""


@dataclass(eq=False)
class Press:
    """A typesetter, and the letters that it left standing."""

    typesetter: Typesetter
    run: str
    typefaces: Typefaces
    roles: frozenset[str]
    characters: frozenset[str]
    assets: Assets
    standing: StandingLetters = field(default_factory=dict)

    def put_back(self, messages: Sequence[str]) -> None:
        """Leave all standing for the next gathering of the run, where nothing was to be told of this one."""
        fetcher = self.typesetter.fetcher
        if self.run and not (messages or self.typesetter.pictures or fetcher.refused or fetcher.undrawn):
            STANDING.press = self


STANDING = local()
"""Of each thread the press that it left standing."""


def press_for(letters: Sequence[Composed], typefaces: Typefaces, besides: frozenset[str], run: str) -> Press:
    """Return a press for letters: the one that stands, where it has their type, or another."""
    roles, characters = type_of(letters, typefaces)
    left: Press | None = vars(STANDING).pop("press", None)
    if (
        left
        and left.run == run
        and left.typefaces is typefaces
        and left.assets == letters[0].assets
        and left.roles.issuperset(roles)
        and left.characters.issuperset(characters)
        and not any(letter.purpose.tagged for letter in letters)
    ):
        return left
    typesetter = Typesetter(letters, typefaces, besides)
    return Press(typesetter, run, typefaces, frozenset(roles), characters | besides, letters[0].assets)


def leave_none() -> None:
    """Let go of what this thread left standing."""
    vars(STANDING).pop("press", None)
