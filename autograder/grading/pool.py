"""Many submissions, several workers, one writer.

Each worker hangs on a pipe of its own, over which it is told what to grade and says what came of
it. Results come back in any order and are handed to the one who writes. A worker that dies is
replaced and the submission that it had in hand is tried once more; one that kills two workers is
put aside, and said. However the command ends, the pipes end with it, and so do the workers.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.grading.jobs import OURS, Job, not_graded
from autograder.grading.verdicts import Record

TRIES = 2
SECONDS = 1.0  # of silence, of which the one who writes is told
AHEAD = 2  # submissions that a worker has: one in hand, and the next, so that it need not wait
TWICE = "Grading it ended our own process twice. A person has to look at it."
Outcome = tuple[Record, Any]
Result = tuple[Job, Record, Any]


def graded(jobs: Sequence[Job], workers: int) -> Results:
    """Every job with its record and its notebook, as they are ready; None each second without any.

    workers : how many; 0 for one on each core that this process may use
    The workers start at once, not when the first result is asked for; `close` sends them home.
    """
    return Results(jobs, workers)


class _Worker:
    """A process that grades what it is sent, in that order."""

    def __init__(self, core: int | None) -> None:
        context = multiprocessing.get_context("spawn")
        self.core, self.jobs, self.untold = core, deque[Job](), 0
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, core), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        self.jobs.append(job)
        try:
            self.line.send(job)
        except OSError:  # it has died: whoever listens to it will hear so, and not of this job
            self.untold += 1

    def end(self) -> None:
        """Let it go, or end it where it is at work: then nobody wants to know any more."""
        if self.jobs:
            self.process.kill()
        self.line.close()
        self.process.join()
        self.process.close()


class Results:
    """What several workers hand back, whatever becomes of the workers."""

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        self.waiting, self.deaths = deque(jobs), Counter[Job]()
        cores = _cores(max(1, min(workers or _one_a_core(), len(jobs)))) if jobs else []
        self.workers = [_Worker(core) for core in cores]
        self._feed(*self.workers * AHEAD)

    def __iter__(self) -> Iterator[Result | None]:
        while any(worker.jobs for worker in self.workers):
            busy = {worker.line: worker for worker in self.workers if worker.jobs}
            heard = wait(list(busy), SECONDS)
            for line in heard:
                yield from self._heard(busy[line])  # type: ignore[index]
            if not heard:
                yield None
        self.close()

    def close(self) -> None:
        while self.workers:
            self.workers.pop().end()

    def _heard(self, worker: _Worker) -> Iterator[Result]:
        """A result, or the news that a worker is no more."""
        try:
            record, notebook = worker.line.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        except Exception as error:
            record, notebook = _lost(worker.jobs[0], error)
        job = worker.jobs.popleft()
        self._feed(worker)
        yield job, record, notebook

    def _replace(self, worker: _Worker) -> Iterator[Result]:
        """What it had in hand may be what ended it; what it had not begun is nobody's fault."""
        given = list(worker.jobs)
        culprits = given[: len(given) - worker.untold][:1]
        self.waiting.extendleft(reversed(given[len(culprits) :]))
        self.deaths.update(culprits)
        self.waiting.extend(job for job in culprits if self.deaths[job] < TRIES)
        worker.end()
        self.workers.remove(worker)
        if self.waiting:
            self.workers.append(fresh := _Worker(worker.core))
            self._feed(*[fresh] * AHEAD)
        for job in culprits:
            if self.deaths[job] >= TRIES:
                yield job, not_graded(job, TWICE), None

    def _feed(self, *workers: _Worker) -> None:
        """A job for each, as long as there are any."""
        for worker in workers:
            if self.waiting:
                worker.give(self.waiting.popleft())


def _one_a_core() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cores(workers: int) -> list[int | None]:
    """A core for each worker, where there are as many: it and its students take turns, and to
    wake one on another core takes longer than most calls."""
    if hasattr(os, "sched_getaffinity"):
        found = sorted(os.sched_getaffinity(0))
        if len(found) == workers:
            return list(found)
    return [None] * workers


def _work(line: Connection, core: int | None) -> None:
    """A worker, from its first job to the end of its pipe.

    It loads the checks for itself; whoever hands out work needs none of them.
    """
    from autograder.grading.work import begin, do, done

    begin(core)
    command = multiprocessing.parent_process()
    try:
        while command is None or command.is_alive():  # it can have died before we listened
            job = line.recv()
            _hand_back(line, job, do(job))
    except (EOFError, OSError):
        done()


def _hand_back(line: Connection, job: Job, outcome: Outcome) -> None:
    try:
        line.send(outcome)
    except OSError:
        raise
    except Exception as error:  # nothing of it was sent
        line.send(_lost(job, error))


def _lost(job: Job, error: Exception) -> Outcome:
    """What is handed back where that could not be sent, or read."""
    return not_graded(job, OURS.format(type(error).__name__), again=True), None
