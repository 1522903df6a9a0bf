"""A Dask cluster on loopback, and one that only pretends, in this process.

with scheduler(folder) as head, worker(head, folder / "one"): head.address
Pretended(workers=2)    # stands for Dask's client: what is asked is done when `do` says so
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from a_child import family

from autograder.environment import ROOT

SECONDS = 60


@dataclass
class Process:
    """A scheduler or a worker."""

    process: subprocess.Popen[bytes]
    file: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def address(self) -> str:
        """Of a scheduler."""
        return str(json.loads(self.file.read_text())["address"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def certificates(folder: Path) -> Iterator[None]:
    """Certificates for all, which Dask's configuration names: here, and in what is started here."""
    import dask
    from distributed import Security

    made = Security.temporary()
    folder.mkdir()
    known = {"ca-file": "tls_ca_file", "client.cert": "tls_client_cert"}
    known |= {"client.key": "tls_client_key", "scheduler.cert": "tls_scheduler_cert"}
    known |= {"scheduler.key": "tls_scheduler_key", "worker.cert": "tls_worker_cert"}
    known |= {"worker.key": "tls_worker_key"}
    settings = {}
    for setting, name in known.items():
        path = folder / name
        path.write_text(getattr(made, name))
        path.chmod(0o600)
        settings[f"distributed.comm.tls.{setting}"] = str(path)
    names = {
        f"DASK_{x.replace('.', '__').replace('-', '_').upper()}": settings[x] for x in settings
    }
    with dask.config.set(settings), mock.patch.dict(os.environ, names):
        yield


@contextlib.contextmanager
def scheduler(folder: Path, *words: str) -> Iterator[Process]:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    words = words or ("--host", "127.0.0.1")
    with _started("scheduler", file, *words, "--port", "0", "--no-show") as made:
        wait_for(lambda: _is_whole(file))
        yield made


def _is_whole(file: Path) -> bool:
    """Dask makes the file, then writes into it."""
    with contextlib.suppress(OSError, ValueError):
        return bool(json.loads(file.read_text()))
    return False


def wait_for(there: Callable[[], Any]) -> None:
    until = time.monotonic() + SECONDS
    while not there() and time.monotonic() < until:
        time.sleep(0.02)


@contextlib.contextmanager
def worker(head: Process, folder: Path, threads: int = 1) -> Iterator[Process]:
    words = ["--nthreads", str(threads), "--no-nanny", "--local-directory", str(folder)]
    with _started("worker", head.file, *words, "--no-dashboard") as made:
        yield made


@contextlib.contextmanager
def _started(what: str, file: Path, *words: str) -> Iterator[Process]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    known = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    made = Process(subprocess.Popen([*command, *words], env=known, **silent), file)
    try:
        yield made
    finally:
        mine = family(made.pid)
        made.kill()
        for pid in mine:
            with contextlib.suppress(OSError):
                os.kill(pid, 9)


class Answer(Future):
    """Dask's future, as far as it is used."""

    @property
    def status(self) -> str:
        if self.cancelled():
            return "cancelled"
        return "finished" if self.done() else "pending"


class Pretended:
    """Stands for Dask's client; `do(address, what, arguments)` gives an answer, raises, or waits.

    asked : (address, what) in the order in which it was asked
    """

    def __init__(self, do: Callable[..., Any], *addresses: str) -> None:
        self.do, self.status, self.asked = do, "running", []
        self.there = {address: address for address in addresses}  # address: its own number
        self.scheduler = SimpleNamespace(identity=None)

    def sync(self, *_: Any, **__: Any) -> Any:
        return {"workers": {x: {"id": name, "nthreads": 1} for x, name in self.there.items()}}

    def submit(self, _: Any, what: str, *arguments: Any, workers: list[str], **__: Any) -> Answer:
        self.asked.append((workers[0], what))
        made = Answer()
        try:
            said = self.do(workers[0], what, *arguments)
        except Exception as error:
            made.set_exception(error)
        else:
            if said != "waits":
                made.set_result(said)
        return made
