"""Jobs at work: begun, followed, cancelled, begun again. One object for a server, asked from its loop."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import asdict, replace
from http.client import HTTPException
from secrets import token_urlsafe
from sqlite3 import DatabaseError
from time import time
from typing import Any

from ..hooks import PAUSES, Hooks, RefusedAddressError
from ..workers import ASKER, Asker, BusyError, LateError, LostError, Pool, RefusedError
from .record import Job, Message, State
from .store import KEPT, Store

log = logging.getLogger("docgen.web")
RESUMED = ("building.make", "sent.make")
"""Tasks that a server goes on with by itself: what is made already is not made again."""
QUOTA = 20
"""Jobs of one person that may be open at once: nobody fills the queue for the others."""
SAVED = 1.0
"""Seconds between two notes of how far a job is."""
KEPT_AGAIN = 2.0
"""Seconds until what could not be kept is tried again."""
NOT_KEPT = (OSError, DatabaseError)
"""Why something could not be kept: the disk, or the database."""
BEAT = 15.0
"""Seconds after which a follower of a job that does not move is told that all is well."""


class KeyTakenError(Exception):
    """Under this key the same sender has begun something else."""


class Jobs:
    """The jobs of a project: each a task of the build processes that takes longer than a request.

    Whatever was open when the server ended is told as stopped by the first who asks.
    """

    def __init__(
        self, store: Store, pool: Pool, seconds: float = 6 * 3600.0, hooks: Hooks | None = None
    ) -> None:
        self.store, self.pool, self.seconds = store, pool, seconds
        self.hooks = hooks or Hooks()
        self.is_ending = False
        self.sending: set[asyncio.Task[None]] = set()
        self.live: dict[str, Job] = {}
        self.working: dict[str, asyncio.Task[None]] = {}
        self.changed: dict[str, asyncio.Event] = {}
        self.saved: dict[str, float] = {}
        self.unkept: dict[str, Job] = {}  # what became of jobs while it could not be kept
        self.keeping: asyncio.Task[None] | None = None
        self.given: dict[str, Any] = {}  # to every task, of this server alone: no row remembers it

    def begin(
        self,
        task: str,
        arguments: Mapping[str, Any],
        by: str = "",
        key: str | None = None,
        lang: str = "zh",
        prepare: Callable[[Job], object] = lambda job: None,
    ) -> Job:
        """Begin a job and return it. The same `key` of the same sender gives the job it began before.

        `key` is what a program calls its order (`Idempotency-Key`), so that asked twice it is done once.
        `prepare` is asked once for a job that is new, before anything is done of it.
        Raises KeyTakenError when something else was begun under it, BusyError when too many jobs wait.
        """
        self.refuse_full(by, key)
        job = Job(token_urlsafe(12), task, dict(arguments), by, lang, office=ASKER.get().office)
        known = self.store.add(job, key)
        if known:
            if (known.task, dict(known.arguments)) != (task, dict(arguments)):
                raise KeyTakenError(key)
            return self.live.get(known.id, known)
        prepare(job)
        self.start(job)
        return job

    def refuse_full(self, by: str, key: str | None = None) -> None:
        """Raise BusyError when too many jobs wait, or too many of one sender; who asks again for one may."""
        theirs = sum(job.by == by for job in self.live.values())
        is_full = self.pool.queued >= self.pool.waiting or (by and theirs >= QUOTA)
        if is_full and not (key and self.store.keyed(by, key)):
            raise BusyError(after=30)

    def again(self, id: str, lang: str = "zh") -> Job | None:
        """Begin once more a job that came to nothing; any other is left as it is. None when there is none."""
        job = self.find(id)
        if job and job.can_begin_again:
            job = job.afresh(lang)
            self.store.save(job)
            self.start(job)
        return job

    def start(self, job: Job) -> None:
        """Have a job done, for whoever began it."""
        self.live[job.id] = job
        context = copy_context()
        context.run(ASKER.set, Asker(job.by, office=job.office))
        self.working[job.id] = asyncio.get_running_loop().create_task(self.work(job.id), context=context)

    def find(self, id: str) -> Job | None:
        """Return a job as it stands now, None when there is none."""
        return self.known(id) or self.told(self.store.find(id))

    def known(self, id: str) -> Job | None:
        """Return a job of which this server knows more than what is kept."""
        return self.live.get(id) or self.unkept.get(id)

    def newest(self, count: int = 20) -> list[Job]:
        """Return the jobs that were begun last, newest first."""
        found = [self.known(job.id) or self.told(job) for job in self.store.newest(count)]
        return [job for job in found if job]

    def told(self, job: Job | None) -> Job | None:
        """Return a job that nobody here is at work on: one that was open ended with the server before."""
        if job and job.is_open:
            job = job.ended_as(State.STOPPED, time())
            self.store.save(job)
            self.announce(job)
        return job

    def resume(self, begin_again: bool = False) -> None:
        """Go on with what the server before left: messages to be sent and, if wanted, what it was at work on.

        A job is begun again by itself once: what ends its server twice is left to a person.
        """
        for job in self.store.open_jobs():
            if begin_again and job.task in RESUMED and not job.resumed:
                job = replace(job.afresh(job.lang), resumed=1)
                self.store.save(job)
                self.start(job)
        known = {job.id: job for job in (*self.store.open_jobs(), *self.store.newest(KEPT)) if job.hook}
        for job in known.values():
            if job.id not in self.live:
                self.told(job) if job.is_open else self.announce(job)

    def announce(self, job: Job) -> None:
        """Have the message about a job's end sent, if one is asked for."""
        if job.message == Message.WAITING:
            task = asyncio.get_running_loop().create_task(self.deliver(job))
            self.sending.add(task)
            task.add_done_callback(self.sending.discard)

    async def deliver(self, job: Job) -> None:
        """Send a message until it is taken, a few times at most; how it stands is kept with the job."""
        while job.message == Message.WAITING:
            await asyncio.sleep(PAUSES[min(job.tries, len(PAUSES) - 1)])
            job = replace(job, tries=job.tries + 1)
            try:
                await asyncio.to_thread(
                    self.hooks.send, job.hook, f"{job.id}.{job.state}", message_about(job)
                )
                job = replace(job, message=Message.SENT)
            except RefusedAddressError as error:
                job = self.given_up(job, error.reason)
            except (OSError, HTTPException) as error:
                if job.tries >= len(PAUSES):
                    job = self.given_up(job, type(error).__name__)
            if job.id in self.live:  # begun again meanwhile: of that end it will be told
                return
            self.keep(job)

    def keep(self, job: Job) -> None:
        """Keep what became of a job; while that cannot be done it is remembered, and tried again."""
        self.unkept[job.id] = job
        try:
            self.store.save(job)
        except NOT_KEPT as error:
            log.error("job %s could not be kept, it will be tried again: %s", job.id, error)
            if self.keeping is None or self.keeping.done():
                self.keeping = asyncio.get_running_loop().create_task(self.keep_again())
        else:
            del self.unkept[job.id]

    async def keep_again(self) -> None:
        """Try to keep what could not be kept, until all of it is."""
        while self.unkept:
            await asyncio.sleep(KEPT_AGAIN)
            with suppress(*NOT_KEPT):
                for id, job in list(self.unkept.items()):
                    self.store.save(job)
                    if self.unkept.get(id) is job:
                        del self.unkept[id]

    def given_up(self, job: Job, reason: str) -> Job:
        """Return a job about whose end nothing more is sent."""
        log.warning("no message about job %s: %s", job.id, reason)
        return replace(job, message=Message.GIVEN_UP)

    def cancel(self, id: str) -> Job | None:
        """End a job; what it has finished stays. Return it, None when there is none."""
        cancelled = self.end(id, State.CANCELLED)
        if cancelled:
            self.working[id].cancel()
        return cancelled or self.find(id)

    async def work(self, id: str) -> None:
        """Do a job, and keep what came of it."""
        job = self.live[id]
        try:
            result = await self.pool.call(
                job.task,
                {**job.arguments, **self.given, "job": job.id},
                lang=job.lang,
                seconds=self.seconds,
                on_event=lambda value: self.note(id, value),
            )
            self.end(id, State.FAILED if is_refused(result) else State.DONE, result=result)
        except RefusedError as error:
            told = tuple(plain(asdict(one)) for one in error.refusal.problems)
            self.end(id, State.FAILED, who=error.refusal.who, problems=told)
        except (LostError, LateError, BusyError):
            self.end(id, State.STOPPED)
        finally:
            if not self.is_ending:  # else it stays open, and the next server tells of it or goes on with it
                self.end(id, State.STOPPED)
            self.working.pop(id, None)

    def note(self, id: str, value: Mapping[str, Any]) -> None:
        """Take what a task tells of how far it is: `done` of `total`, or the `stop` of a `subject`."""
        job = self.live.get(id)
        if job:
            job = replace(job, state=State.RUNNING, begun=job.begun or time(), **value)
            self.live[id] = job
            if time() - self.saved.get(id, 0.0) > SAVED:
                self.saved[id] = time()
                with suppress(*NOT_KEPT):  # the next note tells the same and more
                    self.store.save(job)
            self.tell(id)

    def end(self, id: str, state: State, **more: Any) -> Job | None:
        """Keep the end of a job that is at work, tell those who follow it, and return it."""
        job = self.live.pop(id, None)
        if job:
            job = job.ended_as(state, time(), **more)
            self.saved.pop(id, None)
            self.keep(job)
            self.announce(job)
            self.tell(id)
        return job

    def tell(self, id: str) -> None:
        """Wake those who follow a job."""
        if waiting := self.changed.pop(id, None):
            waiting.set()

    async def follow(self, id: str, seen: int = -1) -> AsyncIterator[Job | None]:
        """Yield a job as it changes, its end last; None when for a while there was nothing to tell.

        `seen` is up to which count the follower was told before: what it knows is not told again.
        """
        last = self.find(id)
        if last and (not last.is_open or last.done != seen):
            yield last
        while last and last.is_open:
            event = self.changed.setdefault(id, asyncio.Event())  # before one looks: no change is missed
            job = self.find(id)
            if job != last:
                yield job
                last = job
            elif not await is_set(event, BEAT):
                yield None

    async def close(self) -> None:
        """Stop all jobs: the server ends."""
        self.is_ending = True
        if self.keeping:
            self.keeping.cancel()
        working = list(self.working.values())
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        for task in list(self.sending):  # the next server sends what is left
            task.cancel()
        await asyncio.gather(*self.sending, return_exceptions=True)


async def is_set(event: asyncio.Event, seconds: float) -> bool:
    """Say whether something happens within so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def is_refused(result: Any) -> bool:
    """Say whether a task returned that it did nothing, and what is to be looked at first."""
    return isinstance(result, dict) and bool(result.get("refused"))


def message_about(job: Job) -> bytes:
    """Return what another program is told of a job's end: nothing of what it was about."""
    said = {
        "id": job.id,
        "state": str(job.state),
        "done": job.done,
        "total": job.total,
        "location": f"/v1/jobs/{job.id}",
    }
    return json.dumps(said).encode()


def plain(told: dict[str, Any]) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
