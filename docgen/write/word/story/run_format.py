"""What text is written with."""

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.layout.styles import Style

from ..styles.stylebook import NamedStyle
from .context import Story
from .line import Run


@dataclass(frozen=True)
class RunFormat:
    """A style, the paragraph style it departs from, and what was added since."""

    style: Style
    base: NamedStyle
    character: NamedStyle | None = None
    extra: tuple[tuple[str, str], ...] = ()

    def properties(self, story: Story) -> Mapping[str, str]:
        """Return what a run written with this run_format must say."""
        change = story.context.run_change(self.style, self.base, self.character)
        return {**change, **dict(self.extra)} if self.extra else change

    def properties_xml(self, story: Story, text: str = "") -> str:
        """Return `w:rPr` for a run that a field or a drawing needs, with what `text` needs."""
        return Run(self.properties(story), text, False, self.style.lang[:2] in ("", "zh")).properties_xml()
