"""`lock`: the second half of requirements.txt, every package that those of the first half need.

The first half is written by hand: what we use, pinned, and what for. From it uv works out one
list that holds on Python 3.11 to 3.13 and on Linux, macOS and Windows, with markers where they
differ. The line between the halves carries a fingerprint of the first, and a test compares it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess

from autograder.environment import ROOT, CommandFailed

__all__ = ["add_arguments", "joined", "name_of", "pins", "run", "split"]

GENERATED = "# generated, do not edit: python -m autograder lock"
# A name, an exact public version, perhaps a marker: no address, no path, no local build.
LINE = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [\w.<>=!' ()]+)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "It needs uv and a network."


def run(args: argparse.Namespace) -> int:
    path = ROOT / "requirements.txt"
    by_hand, _ = split(path.read_text(encoding="utf-8"))
    path.write_text(joined(by_hand, _resolve(by_hand)), encoding="utf-8")
    print(f"Written: {path.name}. The next start or test makes the environment anew.")
    return 0


def split(text: str) -> tuple[str, str]:
    """The half written by hand, and the generated one with its first line."""
    by_hand, mark, generated = text.partition(GENERATED)
    return by_hand.rstrip() + "\n", mark + generated


def pins(text: str) -> list[str]:
    """The requirements of a text, without its comments."""
    lines = (re.split(r"(?:^|\s)#", line)[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def name_of(requirement: str) -> str:
    """The name of a requirement, in the one spelling that all of its spellings stand for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def joined(by_hand: str, resolved: str) -> str:
    """The whole of requirements.txt: the first half, and what of a resolution it lacks."""
    ours = {name_of(requirement) for requirement in pins(by_hand)}
    for requirement in pins(resolved):
        if not LINE.fullmatch(requirement):
            raise CommandFailed(f"{requirement!r} is not a plain pin; nothing was written.")
    needed = [line for line in pins(resolved) if name_of(line) not in ours]
    return "\n".join([by_hand, f"{GENERATED} ({_fingerprint(by_hand)})", *needed]) + "\n"


def _fingerprint(by_hand: str) -> str:
    return hashlib.sha256("\n".join(sorted(pins(by_hand))).encode()).hexdigest()[:12]


def _resolve(by_hand: str) -> str:
    uv = shutil.which("uv")
    if uv is None:
        raise CommandFailed("uv is needed to resolve, and it is not to be found. Install uv.")
    done = subprocess.run(
        [
            *(uv, "pip", "compile", "--quiet", "-", "--universal", "--python-version", "3.11"),
            *("--fork-strategy", "fewest", "--no-config", "--no-header", "--no-annotate"),
        ],
        input=by_hand,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise CommandFailed(f"uv found no solution:\n{done.stderr.strip()}")
    return done.stdout
