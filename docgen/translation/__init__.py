"""Translation states (译文状态): what is missing, draft, reviewed or stale, and exchange with translators.

`states` and `findings` serve a build, `unready` its release; the rest is what `docgen translate` does. The
surprise: a unit's state is nowhere stored as such but told from its texts and its record, so that whoever
edits a file by hand cannot make a stale translation look reviewed.
"""

from .checks import findings
from .states import State, states, unready

__all__ = ["State", "findings", "states", "unready"]
