"""A job as everyone reads it: what is done, for whom, how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a job stands."""

    WAITING = "waiting"  # 等待
    RUNNING = "running"  # 进行
    DONE = "done"  # 完成
    STOPPED = "stopped"  # 停下: its process or the server ended; it can be begun again
    CANCELLED = "cancelled"  # 取消
    FAILED = "failed"  # 失败: somebody must mend something first


class Message(StrEnum):
    """How the message about a job's end stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"


OPEN = frozenset({State.WAITING, State.RUNNING})
"""States in which something will still come of a job by itself."""


@dataclass(frozen=True)
class Job:
    """One job. `task` is a function of `docgen.web.tasks`, `arguments` what it gets, as JSON can say it.

    `done` of `total` counts letters, `stop` and `subject` name what is at work meanwhile. `result` is what
    the task returned, `problems` what must be mended (`who` must act) or why there is no result. Moments
    are in seconds since 1970, 0 for what has not come yet.
    """

    id: str
    task: str
    arguments: Mapping[str, Any]
    by: str = ""
    lang: str = "zh"
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    stop: str = ""
    subject: str = ""
    result: Any = None
    who: str = ""
    problems: tuple[Mapping[str, Any], ...] = field(default=())
    office: str = ""  # of whoever began it: others do not see it
    message: str = ""  # how the message about its end stands: waiting, sent, or given up; empty for none
    tries: int = 0  # how often it was sent
    resumed: int = 0  # how often a server went on with it by itself
    begun: float = 0.0
    ended: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether something will still come of it by itself."""
        return self.state in OPEN

    @property
    def hook(self) -> str:
        """Where a message goes when it has ended, empty for nowhere."""
        return str(self.arguments.get("webhook") or "")

    def is_seen_by(self, office: str) -> bool:
        """Whether a person of an office may see it; without an office one sees all."""
        return not office or self.office == office

    @property
    def can_begin_again(self) -> bool:
        """Whether it ended without what it was begun for; a batch goes on where it was."""
        return not self.is_open and self.state != State.DONE

    def afresh(self, lang: str) -> "Job":
        """Return the same job as it was before anything came of it."""
        return Job(self.id, self.task, self.arguments, self.by, lang, office=self.office)

    def ended_as(self, state: State, at: float, **more: Any) -> "Job":
        """Return the job at its end."""
        message = Message.WAITING if self.hook else ""
        return replace(self, state=state, ended=at, stop="", subject="", message=message, **more)
