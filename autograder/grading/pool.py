"""Many submissions, several workers, one writer.

Results come back in any order and are handed to the one who writes. A worker that dies is
replaced and its submission tried once more; one that kills two workers is put aside, and said.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from autograder.grading.verdicts import Record
from autograder.grading.work import Job, begin, do

TRIES = 2


def graded(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, Record, Any]]:
    """Every job with its record and its notebook, as they are ready."""
    tries = dict.fromkeys(jobs, 0)
    waiting = list(jobs)
    while waiting:
        # After a death nobody knows whose fault it was: then they are tried one by one.
        alone = any(tries[job] for job in waiting)
        left: list[Job] = []
        for group in [[job] for job in waiting] if alone else [waiting]:
            for job, result in _round(group, 1 if alone else workers):
                if result is not None:
                    yield job, *result
                    continue
                tries[job] += 1
                if tries[job] < TRIES:
                    left.append(job)
                else:
                    yield job, _parked(job), None
        waiting = left


def _round(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, tuple[Record, Any] | None]]:
    """Grade jobs in fresh workers; None for those that were lost when a worker died."""
    context = multiprocessing.get_context("spawn")
    workers = max(1, min(workers, len(jobs)))
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=begin)
    try:
        ahead = iter(jobs)
        running: dict[Future[tuple[Record, Any]], Job] = {}
        lost: list[Job] = []
        while True:
            while len(running) < 2 * workers and (job := next(ahead, None)) is not None:
                try:
                    running[pool.submit(do, job)] = job
                except BrokenProcessPool:
                    lost.append(job)
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    yield job, future.result()
                except BrokenProcessPool:
                    lost.append(job)
        yield from ((job, None) for job in lost)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _parked(job: Job) -> Record:
    record = Record(job.student, job.lesson, work=job.work, grader=job.grader)
    record.problem = "Grading it ended our own process twice. A person has to look at it."
    return record
