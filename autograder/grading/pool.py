"""Many submissions, several workers, one writer.

Results come back in any order and are handed to the one who writes. A worker that dies is
replaced and its submission tried once more; one that kills two workers is put aside, and said.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import SimpleQueue
from typing import Any

from autograder.grading.jobs import OURS, Job, not_graded
from autograder.grading.verdicts import Record

TRIES = 2
TWICE = "Grading it ended our own process twice. A person has to look at it."
Outcome = tuple[Record, Any]
Result = tuple[Job, Record, Any]


def graded(jobs: Sequence[Job], workers: int) -> Results:
    """Every job with its record and its notebook, as they are ready.

    The workers start at once, not when the first result is asked for; `close` sends them home.
    """
    return Results(jobs, workers)


class Results:
    """What several workers hand back, whatever becomes of the workers."""

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        self.round = _Round(jobs, workers) if jobs else None

    def __iter__(self) -> Iterator[Result]:
        lost = (yield from self.round.results()) if self.round else []
        # After a death nobody knows whose fault it was: then they are tried one by one.
        tries = dict.fromkeys(lost, 1)
        while lost:
            job = lost.pop(0)
            self.round = _Round([job], 1)
            if (yield from self.round.results()):
                tries[job] += 1
                if tries[job] < TRIES:
                    lost.append(job)
                else:
                    yield job, not_graded(job, TWICE), None

    def close(self) -> None:
        if self.round:
            self.round.close()


class _Round:
    """Jobs in fresh workers."""

    def __init__(self, jobs: Sequence[Job], workers: int) -> None:
        workers = max(1, min(workers, len(jobs)))
        context = multiprocessing.get_context("spawn")
        cores = context.SimpleQueue()
        for core in _cores(workers):
            cores.put(core)
        self.pool = ProcessPoolExecutor(workers, context, _begin, (cores,))
        self.ahead, self.most = iter(jobs), 2 * workers
        self.running: dict[Future[Outcome], Job] = {}
        self.lost: list[Job] = []
        self._fill()

    def results(self) -> Generator[Result, None, list[Job]]:
        """The results; at the end those jobs that were lost because a worker died."""
        try:
            while self.running:
                done, _ = wait(self.running, return_when=FIRST_COMPLETED)
                for future in done:
                    job = self.running.pop(future)
                    if result := self._result(future, job):
                        yield job, *result
                self._fill()
        finally:
            self.close()
        return self.lost

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def _result(self, future: Future[Outcome], job: Job) -> Outcome | None:
        """What a worker handed back; None where it died, and the job is lost."""
        try:
            return future.result()
        except BrokenProcessPool:
            self.lost.append(job)
            return None
        except Exception as error:  # what it handed back could not be sent, or read
            return not_graded(job, OURS.format(type(error).__name__), again=True), None

    def _fill(self) -> None:
        while len(self.running) < self.most and (job := next(self.ahead, None)) is not None:
            try:
                self.running[self.pool.submit(_do, job)] = job
            except BrokenProcessPool:
                self.lost.append(job)


def _cores(workers: int) -> list[int | None]:
    """A core for each worker, where there are as many: it and its students take turns, and to
    wake one on another core takes longer than most calls."""
    if hasattr(os, "sched_getaffinity"):
        found = sorted(os.sched_getaffinity(0))
        if len(found) == workers:
            return list(found)
    return [None] * workers


def _begin(cores: SimpleQueue[int | None]) -> None:
    """A worker loads the checks for itself; whoever hands out work needs none of them."""
    from autograder.grading.work import begin

    begin(cores.get())


def _do(job: Job) -> Outcome:
    from autograder.grading.work import do

    return do(job)
