"""Many submissions, several workers, one writer.

Results come back in any order and are handed to the one who writes. A worker that dies is
replaced and its submission tried once more; one that kills two workers is put aside, and said.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import SimpleQueue
from typing import Any

from autograder.grading.jobs import Job
from autograder.grading.verdicts import Record

TRIES = 2
Result = tuple[Job, Record, Any]


def graded(jobs: Sequence[Job], workers: int) -> Generator[Result, None, None]:
    """Every job with its record and its notebook, as they are ready.

    The workers start at once, not when the first result is asked for.
    """
    return _rounds(_Round(jobs, workers) if jobs else None)


def _rounds(first: _Round | None) -> Generator[Result, None, None]:
    lost = (yield from first.results()) if first else []
    # After a death nobody knows whose fault it was: then they are tried one by one.
    tries = dict.fromkeys(lost, 1)
    while lost:
        job = lost.pop(0)
        if (yield from _Round([job], 1).results()):
            tries[job] += 1
            if tries[job] < TRIES:
                lost.append(job)
            else:
                yield job, _parked(job), None


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
        self.running: dict[Future[tuple[Record, Any]], Job] = {}
        self.lost: list[Job] = []
        self._fill()

    def results(self) -> Generator[Result, None, list[Job]]:
        """The results; at the end those jobs that were lost because a worker died."""
        try:
            while self.running:
                done, _ = wait(self.running, return_when=FIRST_COMPLETED)
                for future in done:
                    job = self.running.pop(future)
                    try:
                        yield job, *future.result()
                    except BrokenProcessPool:
                        self.lost.append(job)
                self._fill()
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)
        return self.lost

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


def _do(job: Job) -> tuple[Record, Any]:
    from autograder.grading.work import do

    return do(job)


def _parked(job: Job) -> Record:
    record = Record(job.student, job.lesson, work=job.work, grader=job.grader)
    record.problem = "Grading it ended our own process twice. A person has to look at it."
    return record
