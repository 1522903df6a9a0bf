"""How this command joins a Dask cluster: over TLS, or where nothing leaves the machine.

What travels there is what students handed in and the seeds of their checks, and whoever reaches a
scheduler can have it run anything. So without TLS only loopback will do, for the scheduler and for
each worker. A cluster made here for one run has certificates of its own, made for that run.
"""

from __future__ import annotations

import ipaddress
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from autograder.environment import CommandFailed

__all__ = ["LOCAL", "dask", "is_safe", "joined"]

LOCAL = "local:"
ANSWER = 10.0  # seconds in which a scheduler has to answer
# Dask keeps the last 1,000 messages of each connection, and ours hold notebooks; it also looks 100
# times a second what a worker does. Both serve its own debugging.
LEAN = {"distributed.admin.low-level-log-length": 10, "distributed.worker.profile.enabled": False}
MISSING = (
    "--cluster needs Dask, and it is not installed here. `python3 -m autograder setup --extra "
    'cluster` brings it; `pip install -e ".[cluster]"` does too.'
)
OPEN = (
    "{} is not on this machine, and without TLS everybody on the way could read what students "
    "handed in, and run code as you. Start scheduler and workers with Dask's --tls-ca-file, "
    "--tls-cert and --tls-key, and give tls://…; or, on one machine, with --host 127.0.0.1."
)
NO_CERTIFICATES = (
    "--cluster {} needs certificates, and Dask's configuration names none. Set "
    "distributed.comm.tls there: ca-file, client.cert and client.key."
)


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """Dask's client of the cluster at that address; "local:2" makes one of two workers here."""
    distributed = dask()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say ourselves what matters
    warnings.filterwarnings("ignore", "Sending large graph")  # files beside a lesson may be large
    import_module("dask").config.set(LEAN)
    if address.startswith(LOCAL):
        with _cluster_here(_count(address)) as cluster, distributed.Client(cluster) as client:
            yield client
        return
    if not is_safe(address):
        raise CommandFailed(OPEN.format(address))
    security = distributed.Security()
    if address.startswith("tls://") and not (security.tls_ca_file and security.tls_client_cert):
        raise CommandFailed(NO_CERTIFICATES.format(address))
    try:
        client = distributed.Client(address, security=security, timeout=ANSWER)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CommandFailed(
            f"no Dask scheduler answers at {address}: {why.rstrip('.')}. Start one there with "
            "`dask scheduler`, workers with `dask worker`, and give the command again."
        ) from None
    with client:
        yield _with_safe_scheduler(client, address)


def is_safe(address: str) -> bool:
    """Is what is said to that address encrypted, or does it never leave this machine?"""
    scheme, _, rest = address.rpartition("://")
    host = rest.rpartition(":")[0].strip("[]")
    if scheme == "tls" or host == "localhost":
        return scheme in ("", "tcp", "tls")
    try:
        return scheme in ("", "tcp") and ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _with_safe_scheduler(client: Any, given: str) -> Any:
    """The scheduler says itself where it listens: whoever came by loopback may not be alone."""
    listens = client.sync(client.scheduler.identity)["address"]
    if not is_safe(listens):
        raise CommandFailed(OPEN.format(f"{given} listens at {listens} as well, which"))
    return client


def _count(address: str) -> int:
    text = address.removeprefix(LOCAL)
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise CommandFailed(f"--cluster {address} says no number of workers. Try local:2.")
    return int(text)


def dask() -> Any:
    """Dask's own package; a sentence where it is not installed."""
    try:
        return import_module("distributed")
    except ImportError:
        raise CommandFailed(MISSING) from None


def _cluster_here(workers: int) -> Any:
    distributed = dask()
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tls://",
        security=distributed.Security.temporary(),
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )
