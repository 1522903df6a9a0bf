"""What the lessons cover, read from the lessons, and the two pages that tell it.

    python3 -m autograder book          says which page is behind; ends with 1 if one is
    python3 -m autograder book --write  writes both: the map in notebooks/README.md, and COVERAGE.md

`tests/inventory.tsv` lists what five published lectures contain, in our words: topics (T…), each
with the lessons that treat it, matters of notation (N…) and misprints (E…), which have an appendix
each, and what is asked of them there. `covers`, under `course` in a cell's metadata, names the
rows that the cell treats. `test_inventory.py` holds the one against the other.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.environment import ROOT
from autograder.learner.road import road
from autograder.lecture.syllabus import the_syllabus
from autograder.lesson.reading import NOTEBOOKS, all_appendices, all_lessons, read_lesson

LISTS = ROOT / "tests"
BEGIN = "<!-- From here on written by python3 -m autograder book. -->\n"
END = "<!-- Up to here. -->\n"
LECTURES = {  # by what a teacher of one recognises it
    "first": "$s$, then $x=\\theta(s)$; ReLU rectangles",
    "second": "$a$, then $v=\\sigma(a)$; $T$ layers, a constant node",
    "third": "$\\varphi$, then the logit $h$; depth, automatic differentiation",
    "fourth": "$z$, then $h=\\phi(z)$; XOR from gates, a bar for derivatives",
    "fifth": "$a$, then $h=g(a)$; risk first, the perceptron's proof",
}
KINDS = {"T": "Topics", "N": "Notation", "E": "Misprints"}


@dataclass(frozen=True)
class Row:
    """One line of the inventory; `demand` is assert, show or run."""

    id: str
    lessons: tuple[str, ...]
    demand: str
    lectures: tuple[str, ...]
    part: str
    wording: str


def inventory() -> dict[str, Row]:
    """Every row of `inventory.tsv` by its id, in their order."""
    rows = {}
    for line in _lines("inventory.tsv"):
        taught, told = (tuple(filter(None, line[x].split(","))) for x in ("lessons", "lectures"))
        rows[line["id"]] = Row(
            line["id"], taught, line["demand"], told, line["part"], line["wording"]
        )
    return rows


def reasons() -> dict[tuple[str, str], str]:
    """(row, lesson): why that lesson does not do what the inventory asks of it."""
    return {(x["id"], x["lesson"]): x["reason"] for x in _lines("inventory_reasons.tsv")}


def covered(notebook: Any) -> Iterator[tuple[str, Any]]:
    """(row, cell) for every row that a cell says it treats, in the order of the cells."""
    for cell in notebook.cells:
        for row in cell.metadata.get("course", {}).get("covers", []):
            yield row, cell


def lessons(folder: Path) -> dict[str, Any]:
    """The notebooks of the lessons that there are by their names, in their order."""
    return {path.stem: read_lesson(path) for path in all_lessons(folder)}


def appendices(folder: Path) -> dict[str, Any]:
    """The notebooks of the appendices by their names, in their order."""
    return {path.stem: read_lesson(path) for path in all_appendices(folder)}


def the_map(books: dict[str, Any], extra: dict[str, Any]) -> str:
    """Order, time, what is built, proved and broken, and where the parts of each lecture are."""
    lines = ["| lesson | time | you build | you prove, or see | you break, or mend |"]
    lines += ["|---|---|---|---|---|"]
    for name, book in books.items():
        title = book.cells[0]
        minutes = re.search(r"About (\d+) minutes", title.source)
        told = title.metadata.get("course", {}).get("map") or _columns(title.source)
        if minutes is None or len(told) != 3:
            raise ValueError(f"{name}: the first cell tells no time, or no map of three columns.")
        lines += [f"| [{name}]({name}/{name}.ipynb) | {minutes[1]} min | {' | '.join(told)} |"]
    lines += ["", "## For teachers", "", "Who teaches from one of the five lectures finds here", ""]
    for name, book in extra.items():  # a title, then what it is in one sentence
        told = book.cells[0].source.split("\n\n")[1].removesuffix(".")
        lines += [f"- [{name}]({name}/{name}.ipynb): {told[0].lower()}{told[1:]};"]
    lines += ["- the parts of each lecture, and the lessons that hold them:", ""]
    lines += ["| lecture | it has | parts, and our lessons | topics treated | misprints treated |"]
    lines += ["|---|---|---|---|---|"]
    return "\n".join([*lines, *(_lecture_line(nth, books | extra) for nth in LECTURES)]) + "\n"


def _columns(source: str) -> list[str]:
    """The last row of the table in a title."""
    rows = re.findall(r"^\|.*\|", source, re.M)
    return [told.strip() for told in rows[-1].strip("|").split("|")] if rows else []


def _lecture_line(nth: str, books: dict[str, Any]) -> str:
    rows = [row for row in inventory().values() if nth in row.lectures]
    where = {name[:2]: {row for row, _ in covered(book)} for name, book in books.items()}
    parts: dict[str, list[str]] = {row.part: [] for row in rows if row.id[0] == "T"}
    for part, there in parts.items():
        ids = {row.id for row in rows if row.part == part}
        there += [number for number, has in where.items() if ids & has]
    told = "; ".join(f"{part} ({', '.join(there)})" for part, there in parts.items() if there)
    everywhere = set().union(*where.values()) if where else set()
    counts = []
    for kind in "TE":
        ids = {row.id for row in rows if row.id[0] == kind}
        counts += [f"{len(ids & everywhere)} of {len(ids)}"]
    return f"| {nth} | {LECTURES[nth]} | {told} | {counts[0]} | {counts[1]} |"


def the_coverage(books: dict[str, Any]) -> str:
    """Every row that some lesson treats, and the cells that do."""
    text = (
        "# What the lessons cover\n\nWritten by `python3 -m autograder book` from the cells. The "
        "rows are what the five lectures of\n[the map](README.md) contain; a cell is\n"
        "named by its id.\n"
    )
    for kind, heading in KINDS.items():
        text += f"\n## {heading}\n\n| | what | lecture | lesson and cells |\n|---|---|---|---|\n"
        for row in inventory().values():
            if row.id[0] == kind and (there := _cells(row.id, books)):
                text += f"| {row.id} | {row.wording} | {', '.join(row.lectures)} | {there} |\n"
    text += "\n## What is not done, and why\n\n"
    for (row_id, lesson), reason in reasons().items():
        text += f"- {row_id}, {inventory()[row_id].wording} ({lesson}): {reason}.\n"
    return text


def _cells(row: str, books: dict[str, Any]) -> str:
    found = []
    for name, book in books.items():
        ids = [f"`{cell.id}`" for covers, cell in covered(book) if covers == row]
        found += [f"{name[:2]}: {', '.join(dict.fromkeys(ids))}"] if ids else []
    return "; ".join(found)


def pages(folder: Path = NOTEBOOKS) -> dict[Path, str]:
    """The two pages as the lessons in that folder want them."""
    books, extra, readme = lessons(folder), appendices(folder), folder / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    needs = {stop.number: stop.needs for stop in road().values()}
    told = f"{the_map(books, extra)}\n{the_syllabus(books, needs)}"
    return {
        readme: f"{before}{BEGIN}\n{told}\n{END}{after}",
        folder / "COVERAGE.md": the_coverage(books | extra),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="write both pages")


def run(args: argparse.Namespace) -> int:
    return main(write=args.write)


def main(folder: Path = NOTEBOOKS, *, write: bool = False) -> int:
    """Compare the pages in that folder with its lessons, or write them."""
    behind = 0
    for path, text in pages(folder).items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            print(f"{path.name}: up to date.")
        elif write:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: written.")
        else:
            behind += 1
            print(f"{path.name}: behind the lessons. Run python3 -m autograder book --write.")
    return 1 if behind else 0


def _lines(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
