"""A server of PostgreSQL of one's own: in a temporary folder, on a socket there, without a network.

server = Server()
server.address("marks")      # of a new, empty database
server.close()
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

USER = "teacher"
FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda x: x.parts[4].zfill(3))
INITDB = shutil.which("initdb") or (str(FOUND[-1]) if FOUND else None)
CI = bool(os.environ.get("CI"))


def psycopg() -> Any:
    """The library; a test that needs it, or a server, is skipped where CI does not insist."""
    if INITDB is None and not CI:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    if CI:
        import psycopg

        return psycopg
    return pytest.importorskip(
        "psycopg", reason="psycopg is an extra: python3 -m autograder setup --extra postgres"
    )


class Server:
    """It runs as somebody without privileges, as PostgreSQL wants it."""

    def __init__(self, *, durable: bool = False) -> None:
        self.psycopg = psycopg()
        assert INITDB
        self.folder = tempfile.mkdtemp(prefix="server-")
        self.who: dict[str, Any] = {}
        if os.getuid() == 0:
            os.chown(self.folder, 65534, 65534)
            self.who = {"user": 65534, "group": 65534, "extra_groups": []}
        data = f"{self.folder}/data"
        fast = [] if durable else ["-c", "fsync=off", "-c", "synchronous_commit=off"]
        words = [INITDB, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"]
        self._run([*words, "--no-sync", "--no-instructions"])
        words = [str(Path(INITDB).with_name("postgres")), "-D", data, "-k", self.folder]
        self.process = subprocess.Popen(
            [*words, "-c", "listen_addresses=", *fast], **self._around(), **self.who
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(self.psycopg.OperationalError):
                self.ask("postgres", "select 1")
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def ask(self, database: str, question: str) -> list[Any]:
        """The rows of an answer, or none; what it changes is kept."""
        where = f"host={self.folder} user={USER} dbname={database}"
        with self.psycopg.connect(where, autocommit=True) as line:
            said = line.execute(question)
            return said.fetchall() if said.description else []

    def address(self, database: str, like: str = "template1") -> str:
        """The address of a new database: an empty one, or a copy."""
        self.ask("postgres", f'create database "{database}" template "{like}"')
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def close(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, words: list[str]) -> None:
        subprocess.run(words, check=True, **self._around(), **self.who)

    def _around(self) -> dict[str, Any]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return {**quiet, "cwd": self.folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
