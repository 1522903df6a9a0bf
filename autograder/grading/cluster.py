"""Many submissions, the machines of a Dask cluster, one writer here.

Work is handed out as to our own workers, a little ahead. Workers may come, go, be slow or die: what
one had in hand goes to another, and where two grade the same submission the first answer counts:
both are equal. Where the scheduler is gone the command ends, and the same command goes on.
"""

from __future__ import annotations

import pickle
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty
from typing import Any

from autograder.environment import CommandFailed
from autograder.grading.jobs import OURS, Job, not_graded, now
from autograder.grading.joining import ANSWER, joined
from autograder.grading.outpost import DIED, NO_KIT
from autograder.grading.parcel import answered, kit_of, packed
from autograder.grading.pool import AHEAD, TRIES, TWICE, Result
from autograder.grading.staff import GONE, LOOK, OTHER, Given, Staff, Worker
from autograder.grading.verdicts import Record
from autograder.lesson.reading import LessonError

__all__ = ["Cluster", "at_work_in"]

SLOW = 5.0  # seconds after which somebody with nothing to do takes on what another has not done
LOST = 4  # workers that may be lost over a submission before it is left to the next run
WENT = "{} workers that had it were lost"


@contextmanager
def at_work_in(address: str, least: int) -> Iterator[Cluster]:
    """The cluster at that address, for machines of that level of isolation or a better one."""
    with joined(address) as client:
        yield Cluster(client, least)


class Cluster:
    """A cluster that we have joined, and what it is to do."""

    def __init__(self, client: Any, least: int) -> None:
        self.staff = Staff(client, least)
        self.waiting, self.open = deque[Job](), set[Job]()
        self.deaths, self.lost = Counter[Job](), Counter[Job]()
        self.results = deque[Result]()
        self._look()  # who is there gets ready while others do something else

    def graded(self, jobs: Sequence[Job]) -> Iterator[Result | None]:
        """Every job with its record and its notebook, as they are ready; None while none is."""
        self.waiting, self.open = deque(jobs), set(jobs)
        while self.open:
            self._look()
            self._feed()
            with suppress(Empty):
                self._hear(self.staff.heard.get(timeout=0 if self.results else LOOK))
            if not self.results:
                yield None
            while self.results:
                yield self.results.popleft()

    def _look(self) -> None:
        for gone in self.staff.look():
            self._take_back(gone)

    def _feed(self) -> None:
        """Work for everybody, as long as there is any."""
        for ahead in range(1, AHEAD + 1):
            for worker in self.staff.ready():
                while len(worker.held) < worker.threads * ahead and (job := self._for(worker)):
                    try:
                        self._give(worker, job)
                    except LessonError as error:
                        self._close(job, not_graded(job, str(error)))

    def _for(self, worker: Worker) -> Job | None:
        """What waits; for one who has nothing to do also what another has had for long."""
        if self.waiting:
            return self.waiting.popleft()
        held = [given for other in self.staff.ready() for given in other.held.values()]
        times = Counter(given.job for given in held)
        late = [x for x in held if time.monotonic() - x.since > SLOW and times[x.job] == 1]
        return min(late, key=lambda x: x.since).job if late and not worker.held else None

    def _give(self, worker: Worker, job: Job) -> None:
        work = job.work  # before it is read: what is changed after that is graded again
        parcel = pickle.dumps(packed(job))
        kit = None if job.grader in worker.kits else kit_of(job)
        worker.kits.add(job.grader)
        key = self.staff.ask(worker, "grade", parcel, kit)
        worker.held[key] = Given(job, work, time.monotonic())

    def _hear(self, key: str) -> None:
        """An answer, or why there is none."""
        if key not in self.staff.asked:
            return  # it was taken back
        future, worker = self.staff.asked.pop(key)
        given = worker.held.pop(key, None)
        if future.status == "cancelled":
            raise CommandFailed(GONE)
        try:
            said = future.result(timeout=ANSWER)
        except Exception as error:
            other = isinstance(error, ImportError | AttributeError)
            why = OTHER if other else f"{type(error).__name__}: {error}"
            self.staff.refuse(worker, worker.address, why)
            self._take_back(worker)
            if given:
                self.lost[given.job] += 1
                self._again(given.job)
            return
        if given is None:
            self.staff.introduced(worker, said)
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

    def _take_back(self, worker: Worker) -> None:
        """What it has not answered goes to others."""
        while worker.held:
            key, given = worker.held.popitem()
            self.staff.forget(key)
            self.lost[given.job] += 1
            self._again(given.job)

    def _again(self, job: Job) -> None:
        """Once more, unless somebody has it still, or it has been tried too often."""
        everybody = self.staff.workers.values()
        if any(given.job == job for worker in everybody for given in worker.held.values()):
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
        for worker in self.staff.workers.values():
            for key in [key for key, given in worker.held.items() if given.job == job]:
                del worker.held[key]
                self.staff.forget(key)
