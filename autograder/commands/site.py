"""`site`: the lessons as a website, without solutions, for any server of files.

    python3 -m autograder site                 into .course/site
    python3 -m autograder site --serve         and look at it here

Solutions and hidden tests are left out by the code that makes the students' release. The pages ask
for nothing from any other host. Whoever runs an exercise in one loads Python: from Pyodide's public
host, or, with `--runtime DIR`, from the site itself, which then holds a copy of it.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import shutil
import tempfile
from pathlib import Path

from autograder.course.nbgrader_config import course_folder
from autograder.environment import CommandFailed
from autograder.lesson.bundle import build_wheel
from autograder.lesson.reading import find_notebooks

__all__ = ["add_arguments", "run"]

OURS = "words.json"  # a folder that holds it, and an index.html, was made by this command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"02", or "all"')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--output", metavar="DIR", help="where to; by default site in that folder")
    parser.add_argument(
        "--runtime", type=Path, metavar="DIR", help="Pyodide's files, for the site to bring along"
    )
    parser.add_argument(
        "--serve", action="store_true", help="show it on this machine, until Ctrl C"
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N")


def run(args: argparse.Namespace) -> int:
    """Build it beside the old one, then put it there whole."""
    from autograder.site.build import build

    target = Path(args.output or course_folder(args.course) / "site").absolute()
    if target.exists() and any(target.iterdir()) and not (target / OURS).exists():
        raise CommandFailed(
            f"{target} holds other things, and a website takes the whole folder. "
            "Choose an empty one with --output."
        )
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as work:
            wheel = build_wheel(Path(work))
            build(find_notebooks(args.lessons), part, wheel, args.runtime)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
    except OSError as error:
        raise CommandFailed(
            f"{target} cannot be written: {error.strerror or error}. Choose a folder with --output."
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    print(f"The website is in {target} ({size / 1e6:.1f} MB).")
    return _serve(target, args.port) if args.serve else 0


def _serve(site: Path, port: int) -> int:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise CommandFailed(
            f"port {port} cannot be had: {error.strerror or error}. Choose another with --port."
        ) from None
    with server:
        print(f"Open http://127.0.0.1:{server.server_port}/ ; Ctrl C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
