"""`slides`: a lecture of each lesson, one file that opens in any browser and asks for no network.

    python3 -m autograder slides 02            one lesson
    python3 -m autograder slides all --pdf     every lesson, and each as PDF

The pages come from the lesson as it is stored, with the outputs of its last run. Only where it has
a slider is it run once more, up to there, to draw the slider at every position.
reveal.js turns them: it comes from an installed package and goes into the deck whole, with its
licence. What is written under `course.say` in a cell is the speaker's note; S shows it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from autograder.course.nbgrader_config import course_folder
from autograder.environment import CommandFailed
from autograder.lesson.reading import LessonError, find_lessons, place

__all__ = ["add_arguments", "build", "chromium", "print_pdf", "run"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
# Not a byte from anywhere else, whatever a lesson may hold; the speaker's window shows the deck.
NOTHING_FROM_OUTSIDE = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "frame-src 'self' file:"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="lesson", help='"02", or "all"')
    parser.add_argument("--course", metavar="DIR", help="the class's folder; .course in the clone")
    parser.add_argument("--out", metavar="DIR", help="where to; by default slides in that folder")
    parser.add_argument("--pdf", action="store_true", help="as PDF too; needs Chromium or Chrome")
    parser.epilog = "In the deck: ? shows the keys, S the notes, Z the picture alone."


def run(args: argparse.Namespace) -> int:
    """Make the decks one by one; 1 where one of them, or its PDF, could not be made."""
    out = Path(args.out or course_folder(args.course) / "slides").absolute()
    browser, failed = chromium() if args.pdf else None, False
    for path in find_lessons(args.lessons):
        try:
            deck = _write(out / f"{path.stem}.html", build(path))
            print(f"{path.stem}: {deck} ({deck.stat().st_size / 1000:.0f} kB)")
            if browser:
                print(f"  on paper: {print_pdf(browser, deck)}")
        except LessonError as error:
            failed = True
            print(error, file=sys.stderr)
    if args.pdf and not browser:
        raise CommandFailed(
            "there is no Chromium or Chrome here to make a PDF. Open a deck with ?print-pdf at "
            "the end of its address, in any browser, and print it to a file."
        )
    return 1 if failed else 0


def build(path: Path) -> str:
    """The deck of a lesson: one page of HTML that holds all it needs."""
    from autograder.lecture.deck import Page, pages
    from autograder.lecture.frames import with_frames
    from autograder.lecture.pieces import HERE
    from autograder.lecture.templates import templates

    try:
        made = pages(with_frames(path))
    except LessonError as error:
        message = str(error)
        raise LessonError(
            f"{place(path)}, {message}" if message[:5] == "cell " else message
        ) from None
    slides: list[list[Page]] = []
    for page in made:
        if page.level == 1:
            slides.append([])
        slides[-1].append(page)
    return (
        templates(HERE)
        .get_template("deck.html.j2")
        .render(
            title=made[0].heading.striptags(),
            policy=NOTHING_FROM_OUTSIDE,
            slides=slides,
            css=(HERE / "slides.css").read_text(encoding="utf-8"),
            moving=(HERE / "moving.js").read_text(encoding="utf-8"),
            script=(HERE / "slides.js").read_text(encoding="utf-8"),
            licence=_reveal("LICENSE").strip(),
            reveal_css=_reveal("dist/reveal.css"),
            reveal=_reveal("dist/reveal.js"),
            notes=_reveal("plugin/notes/notes.js"),
        )
    )


def chromium() -> str | None:
    """The first browser here that can print to PDF by itself."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_pdf(browser: str, deck: Path) -> Path:
    """Print a deck with that browser; the PDF lies beside it."""
    pdf = deck.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")  # in a container there is often nobody else
    with tempfile.TemporaryDirectory() as profile:
        options += [f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
        said = _ask([browser, *options, f"{deck.as_uri()}?print-pdf"])
    if not pdf.is_file():
        raise LessonError(f"{deck.name} was not printed: {said}")
    return pdf


def _ask(command: Sequence[str], seconds: float = 120) -> str:
    """Run a browser until it ends; the last line that it complained with."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer in {seconds:.0f} s."
    return ("", *done.stderr.strip().splitlines())[-1] or "no reason was given."


@cache
def _reveal(name: str) -> str:
    """A file of reveal.js, which the package sphinx-revealjs carries; Sphinx is not imported."""
    package = importlib.util.find_spec("sphinx_revealjs")
    if package is None or package.origin is None:
        raise CommandFailed(
            "sphinx-revealjs, which brings reveal.js, is not installed. "
            "Try python3 -m autograder setup."
        )
    file = Path(package.origin).parent / "_static" / "revealjs" / name
    text = file.read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script") if name.endswith(".js") else text


def _write(target: Path, text: str) -> Path:
    """Write beside the target and then rename: a deck that is there is always whole."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise CommandFailed(
            f"{target} cannot be written: {error.strerror or error}. Choose a folder with --out."
        ) from None
    return target
