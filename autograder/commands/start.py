"""`start`: the map of the lessons in JupyterLab, in a folder of the learner's own, no solutions.

What lies in that folder belongs to the learner and is never written over; `workspace` has the
rules, `reset` begins a lesson afresh. JupyterLab keeps its memory of open tabs there too, and each
start begins it anew: tabs of another day would come first, the map among them, and the map once
more a moment later, before a lesson that was clicked on in between.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
from pathlib import Path

from autograder.environment import ROOT, CommandFailed
from autograder.environment.venv import LEARNS, become
from autograder.lesson.reading import NOTEBOOKS, all_appendices, all_lessons

__all__ = ["MINE", "add_arguments", "add_folder", "prepare", "run"]

MINE = ROOT / "my_lessons"

# It looks for a class in the learner's folder, and complains that there is none.
NOT_FOR_A_LEARNER = {"nbgrader.server_extensions.formgrader": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    parser.add_argument("--port", type=int, help="the port to serve at; by default a free one")
    parser.epilog = "Everything else is passed on to JupyterLab."
    parser.set_defaults(passed_on=[])


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The option that says where the learner's copy is."""
    parser.add_argument(
        "--folder",
        type=Path,
        help="where your copy is, or shall be; by default my_lessons in the clone",
    )


def run(args: argparse.Namespace) -> int:
    from autograder.check.progress import MARK  # here: the environment is there by now
    from autograder.learner.lesson_map import MAP

    _refuse_a_busy_port(args.port)
    folder = prepare(args.folder or MINE)
    tabs = folder / MARK / "tabs"
    shutil.rmtree(tabs, ignore_errors=True)
    where = "at the address below" if args.no_browser else "in your browser"
    print(f"JupyterLab opens the map {where}. To end it: File > Shut Down, or Ctrl-C twice here.")
    there = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(LEARNS), *([there] if there else [])])
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{MAP}",
        f"--LabApp.workspaces_dir={tabs}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.jpserver_extensions={NOT_FOR_A_LEARNER}",
        "--log-level=WARN",
        "--LabApp.log_level=WARN",
    ]
    if args.no_browser:
        options.append("--no-browser")
    if args.port is not None:
        options.append(f"--ServerApp.port={args.port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # in a container there is often nobody else
    return become(["-m", "jupyterlab", *options, *args.passed_on])


def prepare(folder: Path) -> Path:
    """Bring the folder up to date and say what was done; its absolute path."""
    from autograder.learner.lesson_map import refresh
    from autograder.learner.workspace import Workspace

    lessons = all_lessons(NOTEBOOKS)
    if not lessons:
        raise CommandFailed(f"{NOTEBOOKS} holds no lesson. Is the clone whole? Try git status.")
    mine = Workspace(folder)
    news = mine.give([*lessons, *all_appendices(NOTEBOOKS)])
    aside = refresh(mine)
    print(f"Your lessons are in {mine.folder}" + (f"; {len(news.made)} new." if news.made else "."))
    for path in news.renewed:
        print(f"{path.name} is the new version: ours has changed, and you had not begun it.")
    for path in news.beside:
        print(f"Ours has changed: the new version is beside your work, {path.name}.")
    if aside:
        print(f"map.ipynb was not a notebook any more; it is in {aside.parent.name}, {aside.name}.")
    return mine.folder


def _refuse_a_busy_port(port: int | None) -> None:
    if port is None:
        return  # JupyterLab looks for a free one by itself
    with socket.socket() as probe:
        if os.name == "posix":  # as the server does: a port that was used a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise CommandFailed(
                f"port {port} cannot be had. Leave --port out, and a free one is found."
            ) from None
