"""Workers that read a domain, step by step: time that passes, and crashes."""

from typing import Any

import attrs


class Crash(BaseException):
    """The end of a process, as far as one process can play it."""


@attrs.define
class Clock:
    """A clock that a worker's waiting moves, and nothing else."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time, in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.now += seconds


@attrs.define
class Steps:
    """What a worker does, request by request and file by file.

    Attributes:
        crash_at: the step that the worker does not live to take; -1 for none.
        taken: how many it took.
        asked: the cases whose histories it asked for.
    """

    crash_at: int = -1
    taken: int = 0
    asked: list[str] = attrs.field(factory=list[str])

    def step(self) -> None:
        """Take a step, or crash; a worker that has crashed takes no more."""
        if self.taken == self.crash_at:
            raise Crash
        self.taken += 1

    # botocore's hook, which hands out what has no type.
    def request(self, params: Any, **_: Any) -> None:
        """Take the step of sending a request; botocore calls this."""
        self.step()
        path = str(params["url_path"])
        if path.endswith("/audit-history"):
            self.asked.append(path.split("/")[-2])


@attrs.frozen
class Watched:
    """A place at which each call is a step."""

    place: Any  # the program is no module of the package, so it has no type here
    steps: Steps

    # What the place's methods take and return.
    def __getattr__(self, name: str) -> Any:
        self.steps.step()
        return getattr(self.place, name)
