"""Many submissions, the machines of a Dask cluster, one writer here.

Each worker is asked first what it is: one that runs other code than we do, or locks students' code
in less well than is wished for, is given nothing, and a sentence says so. To the others work is
handed as to our own workers, a little ahead. Workers may come, go, be slow or die: what one had in
hand goes to another, and where two grade the same submission the first answer counts and both are
equal. Where the scheduler is gone the command ends, and the same command goes on.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any
from uuid import uuid4

from autograder.environment import CommandFailed
from autograder.grading.jobs import OURS, Job, code_hash, not_graded, now
from autograder.grading.joining import ANSWER, is_safe, joined
from autograder.grading.outpost import DIED, NO_KIT, Machine
from autograder.grading.parcel import answered, kit_of, packed
from autograder.grading.pool import AHEAD, TRIES, TWICE, Result
from autograder.grading.verdicts import Record
from autograder.lesson.reading import LessonError

__all__ = ["Cluster", "at_work_in"]

LOOK = 0.5  # seconds between looks who is there
SLOW = 5.0  # seconds after which somebody with nothing to do takes on what another has not done
LOST = 4  # workers that may be lost over a submission before it is left to the next run
PATIENCE = 60.0  # seconds in which somebody has to be there who may work
AGAIN = "The same command goes on from here."
GONE = f"the scheduler of the cluster is gone. {AGAIN}"
NOBODY = f"no machine of the cluster is there that may grade. {AGAIN}"
OTHER = "what it has of this collection is not what is here. Bring its clone to the same state."
WAITS = "No worker is there. One that comes within a minute is given work."
WENT = "{} workers that had it were lost"


def _at_the_outpost() -> Any:
    """A function that a scheduler can pass on which has nothing of ours: it is sent as it is."""
    return lambda what, *given: getattr(
        __import__("autograder.grading.outpost", fromlist=[what]), what
    )(*given)


AT_THE_OUTPOST = _at_the_outpost()


@dataclass(frozen=True)
class Given:
    """A submission in somebody's hands, and one word for what it was when it was read."""

    job: Job
    work: str
    since: float


@dataclass(eq=False)
class Worker:
    """One process of the cluster, by its address.

    threads : how many submissions it grades at once
    kits : graders whose kit it was sent
    held : what it has been given and has not answered, oldest first
    """

    address: str
    threads: int
    ready: bool = False
    refused: bool = False
    kits: set[str] = field(default_factory=set)
    held: dict[str, Given] = field(default_factory=dict)


@contextmanager
def at_work_in(address: str, least: int) -> Iterator[Cluster]:
    """The cluster at that address, for machines of that level of isolation or a better one."""
    with joined(address) as client:
        yield Cluster(client, least)


class Cluster:
    """A cluster that we have joined."""

    def __init__(self, client: Any, least: int) -> None:
        self.client, self.least = client, least
        self.workers: dict[str, Worker] = {}  # by the number that each gave itself
        self.asked: dict[str, tuple[Any, Worker]] = {}  # Dask's key: the future, who has it
        self.heard: Queue[str] = Queue()
        self.told: set[str] = set()
        self.waiting, self.open = deque[Job](), set[Job]()
        self.deaths, self.lost = Counter[Job](), Counter[Job]()
        self.results = deque[Result]()
        self.looked, self.served, self.had = 0.0, time.monotonic(), False
        self._look()  # who is there gets ready while others do something else

    def graded(self, jobs: Sequence[Job]) -> Iterator[Result]:
        """Every job with its record and its notebook, as they are ready."""
        self.waiting, self.open = deque(jobs), set(jobs)
        while self.open:
            self._look()
            self._feed()
            with suppress(Empty):
                self._hear(self.heard.get(timeout=0 if self.results else LOOK))
            while self.results:
                yield self.results.popleft()

    def _look(self) -> None:
        """Who has come, and who has gone?"""
        if time.monotonic() - self.looked < LOOK:
            return
        there = self._there()
        self.looked = time.monotonic()
        for name in self.workers.keys() - there.keys():
            self._take_back(self.workers.pop(name))
        for name in there.keys() - self.workers.keys():
            self.workers[name] = self._met(there[name]["address"], there[name]["nthreads"])
        if not all(worker.refused for worker in self.workers.values()):
            self.served = self.looked
        elif self.looked - self.served > (PATIENCE if self.had or not self.workers else 0):
            raise CommandFailed(NOBODY)
        elif not self.workers:
            self._tell(WAITS)

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
            self._ask(worker, "introduce")
        else:
            self._refuse(worker, address, "it is on another machine, and does not use TLS.")
        return worker

    def _ask(self, worker: Worker, what: str, *arguments: Any) -> str:
        """Have a worker, and no other, do something; the key under which it will be heard of."""
        key = f"{what}-{uuid4().hex}"
        future = self.client.submit(
            AT_THE_OUTPOST, what, *arguments, key=key, workers=[worker.address], pure=False
        )
        self.asked[key] = future, worker
        future.add_done_callback(lambda _: self.heard.put(key))
        return key

    def _feed(self) -> None:
        """Work for everybody, as long as there is any."""
        for ahead in range(AHEAD):
            for worker in [worker for worker in self.workers.values() if worker.ready]:
                while len(worker.held) < worker.threads * (1 + ahead) and (
                    job := self._for(worker)
                ):
                    try:
                        self._give(worker, job)
                    except LessonError as error:
                        self._close(job, not_graded(job, str(error)))

    def _for(self, worker: Worker) -> Job | None:
        """What waits; for one who has nothing to do also what another has had for long."""
        if self.waiting:
            return self.waiting.popleft()
        held = [given for other in self.workers.values() for given in other.held.values()]
        times = Counter(given.job for given in held)
        late = [x for x in held if time.monotonic() - x.since > SLOW and times[x.job] == 1]
        return min(late, key=lambda x: x.since).job if late and not worker.held else None

    def _give(self, worker: Worker, job: Job) -> None:
        work = job.work  # before it is read: what is changed after that is graded again
        parcel = pickle.dumps(packed(job))
        kit = None if job.grader in worker.kits else kit_of(job)
        worker.kits.add(job.grader)
        worker.held[self._ask(worker, "grade", parcel, kit)] = Given(job, work, time.monotonic())

    def _hear(self, key: str) -> None:
        """An answer, or why there is none."""
        if key not in self.asked:
            return  # it was taken back
        future, worker = self.asked.pop(key)
        given = worker.held.pop(key, None)
        if future.status == "cancelled":
            raise CommandFailed(GONE)
        try:
            said = future.result(timeout=ANSWER)
        except Exception as error:
            none = isinstance(error, ImportError)
            self._refuse(
                worker, worker.address, OTHER if none else f"{type(error).__name__}: {error}"
            )
            if given:
                self._again(given.job)
            return
        if given is None:
            self._introduced(worker, said)
        elif said is NO_KIT:
            worker.kits.discard(given.job.grader)
            self.waiting.appendleft(given.job)
        elif said == DIED:
            self.deaths[given.job] += 1
            self._again(given.job)
        else:
            record, notebook = answered(said)
            record.work, record.graded = record.work and given.work, now()
            self._close(given.job, record, notebook)

    def _introduced(self, worker: Worker, machine: Machine) -> None:
        """Work for a machine that is as ours is, and locks in as well as is wished for."""
        seen = machine.seen
        if machine.code != code_hash():
            self._refuse(worker, machine.host, OTHER)
        elif seen.level < self.least:
            locked = f"students' code can only be locked in at level {seen.level} ({seen.name})"
            why = f"{locked} there, and level {self.least} is wished for. {seen.advice}"
            self._refuse(worker, machine.host, why)
        else:
            worker.ready = True
            missing = f", without {', '.join(seen.missing)}" if seen.missing else ""
            level = f"level {seen.level}: {seen.name}{missing}"
            self._tell(f"{machine.host}: students' code is locked in at {level}.")

    def _refuse(self, worker: Worker, who: str, why: str) -> None:
        worker.ready, worker.refused = False, True
        self._tell(f"{who} gets no work: {why}")
        self._take_back(worker)

    def _take_back(self, worker: Worker) -> None:
        """What it has not answered goes to others."""
        while worker.held:
            key, given = worker.held.popitem()
            self._forget(key)
            self.lost[given.job] += 1
            self._again(given.job)

    def _again(self, job: Job) -> None:
        """Once more, unless somebody has it still, or it has been tried too often."""
        if any(given.job == job for x in self.workers.values() for given in x.held.values()):
            return
        if self.deaths[job] >= TRIES:
            self._close(job, not_graded(job, TWICE))
        elif self.lost[job] >= LOST:
            why = OURS.format(WENT.format(self.lost[job]))
            self._close(job, not_graded(job, why, again=True))
        else:
            self.waiting.appendleft(job)

    def _close(self, job: Job, record: Record, notebook: Any = None) -> None:
        """It is done; whoever has it still need not answer."""
        self.open.remove(job)
        self.results.append((job, record, notebook))
        for worker in self.workers.values():
            for key in [key for key, given in worker.held.items() if given.job == job]:
                del worker.held[key]
                self._forget(key)

    def _forget(self, key: str) -> None:
        future, _ = self.asked.pop(key)
        future.cancel()

    def _tell(self, sentence: str) -> None:
        """Once, however many workers it holds of."""
        if sentence not in self.told:
            self.told.add(sentence)
            print(sentence, file=sys.stderr)
