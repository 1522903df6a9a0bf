"""`start`: the lessons in a folder of the learner's own, without solutions, open in JupyterLab.

What lies in that folder belongs to the learner and is never written again. To begin a lesson
afresh, move its folder away and start: only what is missing is made.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from autograder.environment import ROOT, CommandFailed, become
from autograder.lessons import NOTEBOOKS, all_lessons

__all__ = ["add_arguments", "copy_lessons", "run"]

# It looks for a class in the learner's folder, and complains that there is none.
NOT_FOR_A_LEARNER = {"nbgrader.server_extensions.formgrader": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder",
        type=Path,
        default=ROOT / "my_lessons",
        help="where your copy is, or shall be; by default my_lessons in the clone",
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    parser.add_argument("--port", type=int, help="the port to serve at; by default a free one")
    parser.epilog = "Everything else is passed on to JupyterLab."
    parser.set_defaults(passed_on=[])


def run(args: argparse.Namespace) -> int:
    folder = args.folder.absolute()
    _refuse_a_busy_port(args.port)
    lessons = all_lessons(NOTEBOOKS)
    if not lessons:
        raise CommandFailed(f"{NOTEBOOKS} holds no lesson. Is the clone whole? Try git status.")
    made = copy_lessons(lessons, folder)
    first = lessons[0].relative_to(NOTEBOOKS).as_posix()
    print(f"Your lessons are in {folder}" + (f"; {len(made)} new." if made else "."))
    where = "at the address below" if args.no_browser else "in your browser"
    print(f"JupyterLab opens {where}. To end it: File > Shut Down, or Ctrl-C twice here.")
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{quote(first)}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.jpserver_extensions={NOT_FOR_A_LEARNER}",
        "--log-level=WARN",
    ]
    if args.no_browser:
        options.append("--no-browser")
    if args.port is not None:
        options.append(f"--ServerApp.port={args.port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # in a container there is often nobody else
    return become(["-m", "jupyterlab", *options, *args.passed_on])


def copy_lessons(lessons: Iterable[Path], folder: Path) -> list[Path]:
    """Make every file of the lessons that the folder lacks, notebooks without their solutions.

    Parameters
    ----------
    lessons : their notebooks, each in a folder of its own with what else it needs
    folder : the learner's; made if it does not exist

    Returns
    -------
    made : the new files, in order; nothing that was there is touched
    """
    wanted = [(path, folder / path.relative_to(top)) for top, path in _files(lessons)]
    missing = [(path, target) for path, target in wanted if not os.path.lexists(target)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"{folder} is read-only")
        for path, target in missing:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(path, target)
    except OSError as error:
        raise CommandFailed(
            f"your lessons cannot be kept in {folder}: {error}. Choose a folder with --folder."
        ) from None
    return [target for _, target in missing]


def _files(lessons: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    for lesson in lessons:
        top = lesson.parent.parent
        for path in sorted(lesson.parent.rglob("*")):
            hidden = any(part.startswith((".", "__")) for part in path.relative_to(top).parts)
            if path.is_file() and not hidden:
                yield top, path


def _copy(path: Path, target: Path) -> None:
    """Write beside the target and then rename: a file that is there is always whole."""
    part = target.with_name(f".{target.name}.part")
    if path.suffix == ".ipynb":
        import nbformat  # here, because it takes a second and most starts have nothing to copy

        from autograder.release import student_notebook

        text = nbformat.writes(student_notebook(path))
        part.write_text(text, encoding="utf-8")
    else:
        shutil.copyfile(path, part)
    part.replace(target)


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
