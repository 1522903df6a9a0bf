"""The workers of a Dask cluster, as far as we know them: who is there, and who may work.

Each is asked first what it is. One that runs other code than we do, or locks students' code in less
well than is wished for, is given nothing, and a sentence says so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Queue
from typing import Any
from uuid import uuid4

from autograder.environment import CommandFailed
from autograder.grading.jobs import Job, code_hash
from autograder.grading.joining import ANSWER, is_safe
from autograder.grading.outpost import Machine

__all__ = ["GONE", "LOOK", "OTHER", "Given", "Staff", "Worker"]

LOOK = 0.5  # seconds between looks who is there
PATIENCE = 60.0  # seconds in which somebody has to be there who may work
AGAIN = "The same command goes on from here."
GONE = f"the scheduler of the cluster is gone. {AGAIN}"
NOBODY = f"no machine of the cluster is there that may grade. {AGAIN}"
OTHER = "what it has of this collection is not what is here. Bring its clone to the same state."
OPEN = "it is not on this machine, and does not use TLS."
WAITS = "No worker is there yet. One that comes within a minute is given work."


@dataclass(frozen=True)
class Given:
    """A submission in somebody's hands, and one word for what it was when it was read."""

    job: Job
    work: str
    since: float


@dataclass(eq=False)
class Worker:
    """One process of the cluster.

    threads : how many submissions it grades at once
    kits : graders whose kit it was sent
    held : what it has been given and has not answered, oldest first, by Dask's key
    """

    address: str
    threads: int
    ready: bool = False
    refused: bool = False
    kits: set[str] = field(default_factory=set)
    held: dict[str, Given] = field(default_factory=dict)


class Staff:
    """All of them, and what they have been asked.

    heard : keys of what has come to an end, in whatever way
    """

    def __init__(self, client: Any, least: int) -> None:
        self.client, self.least = client, least
        self.workers: dict[str, Worker] = {}  # by the number that each process gave itself
        self.asked: dict[str, tuple[Any, Worker]] = {}  # key: the future, who was asked
        self.heard: Queue[str] = Queue()
        self.told: set[str] = set()
        self.looked, self.served, self.had = 0.0, time.monotonic(), False

    def ready(self) -> list[Worker]:
        return [worker for worker in self.workers.values() if worker.ready]

    def look(self) -> Iterator[Worker]:
        """Welcome who has come; those who have gone."""
        if time.monotonic() - self.looked < LOOK:
            return
        there = self._there()
        self.looked = time.monotonic()
        for name in self.workers.keys() - there.keys():
            yield self.workers.pop(name)
        for name in there.keys() - self.workers.keys():
            self.workers[name] = self._met(there[name]["address"], there[name]["nthreads"])
        if not all(worker.refused for worker in self.workers.values()):
            self.served = self.looked
        elif self.looked - self.served > (PATIENCE if self.had or not self.workers else 0):
            raise CommandFailed(NOBODY)
        elif not self.workers:
            self.tell(WAITS)

    def ask(self, worker: Worker, what: str, *arguments: Any) -> str:
        """Have a worker, and no other, do something; the key under which it will be heard of."""
        key = f"{what}-{uuid4().hex}"
        future = self.client.submit(
            AT_THE_OUTPOST, what, *arguments, key=key, workers=[worker.address], pure=False
        )
        self.asked[key] = future, worker
        future.add_done_callback(lambda _: self.heard.put(key))
        return key

    def forget(self, key: str) -> None:
        """The answer is not needed any more."""
        future, _ = self.asked.pop(key)
        future.cancel()

    def introduced(self, worker: Worker, machine: Machine) -> None:
        """Work for a machine that is as ours is, and locks in as well as is wished for."""
        seen = machine.seen
        if machine.code != code_hash():
            self.refuse(worker, machine.host, OTHER)
        elif seen.level < self.least:
            locked = f"students' code can only be locked in at level {seen.level} ({seen.name})"
            why = f"{locked} there, and level {self.least} is wished for. {seen.advice}"
            self.refuse(worker, machine.host, why)
        else:
            worker.ready = self.had = True
            missing = f", without {', '.join(seen.missing)}" if seen.missing else ""
            level = f"level {seen.level}: {seen.name}{missing}"
            self.tell(f"{machine.host}: students' code is locked in at {level}.")

    def refuse(self, worker: Worker, who: str, why: str) -> None:
        """No work for this one, or no more."""
        worker.ready, worker.refused = False, True
        self.tell(f"{who} gets no work: {why}")

    def tell(self, sentence: str) -> None:
        """Once, however many workers it holds of."""
        if sentence not in self.told:
            self.told.add(sentence)
            print(sentence, file=sys.stderr)

    def _there(self) -> dict[str, Any]:
        """The workers that the scheduler knows, by the number that each process gave itself."""
        client = self.client
        try:
            if client.status != "running":
                raise OSError
            known = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=ANSWER)
        except (OSError, TimeoutError):
            raise CommandFailed(GONE) from None
        return {x["id"]: {**x, "address": address} for address, x in known["workers"].items()}

    def _met(self, address: str, threads: int) -> Worker:
        worker = Worker(address, threads)
        if is_safe(address):
            self.ask(worker, "introduce")
        else:
            self.refuse(worker, address, OPEN)
        return worker


def _at_the_outpost() -> Callable[..., Any]:
    """A function that can be sent as it is: so a scheduler needs nothing of ours to pass it on."""

    def at_the_outpost(what: str, *given: Any) -> Any:
        from importlib import import_module

        return getattr(import_module("autograder.grading.outpost"), what)(*given)

    return at_the_outpost


AT_THE_OUTPOST = _at_the_outpost()
