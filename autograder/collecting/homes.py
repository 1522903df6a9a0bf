"""Folders that are all one student's: homes of a JupyterHub, and clones of GitHub Classroom.

Much lies in them that was not handed in, and the folder above a notebook is rarely the student's.
A notebook two folders down may as well lie in the folder of a group's student: then the one who
collects is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.collecting.handed import Handed
from autograder.collecting.whose import by_system, named_lesson
from autograder.course.names import shown
from autograder.environment import CommandFailed

__all__ = ["Pile", "as_named", "clones", "homes"]

# What a student's home on a JupyterHub holds beside the notebooks.
OF_A_HOME = {".bashrc", ".cache", ".config", ".ipython", ".jupyter", ".local", ".profile"}
OF_A_HUB = "jupyter-"  # what The Littlest JupyterHub puts before a user's name
CLONES = "-submissions"  # what GitHub Classroom puts behind an assignment's name
NOTHING = "Nothing was collected."


@dataclass(frozen=True)
class Pile:
    """A path that was given.

    lessons : all lessons
    wanted : the lesson that was to be handed in, or ""
    homes : is every folder in it known to be one student's?
    """

    path: Path
    lessons: Collection[str]
    wanted: str = ""
    homes: bool = False


def as_named(parts: tuple[str, ...], root: int) -> tuple[str, ...]:
    """The way to a file, or to the zip in which a student handed it in."""
    zips = (i for i in range(root, len(parts)) if parts[i].lower().endswith(".zip"))
    return parts[: next(zips, len(parts) - 1) + 1]


def clones(files: Sequence[Handed], root: int, pile: Pile) -> dict[str, str]:
    """folder: student, of the clones that GitHub Classroom makes; nothing if there are none."""
    tops = _tops(files, root)
    container = files[0].parts[root - 1] if root else ""
    slug = container.removesuffix(CLONES) + "-"
    ours = [x for x in tops if x.startswith(slug) and x != slug]
    if tops and container.endswith(CLONES) and ours == tops:
        return {x: x.removeprefix(slug) for x in tops}
    are_clones = all("-" in x and (pile.path / x / ".git").exists() for x in tops)
    if root == 1 and tops and are_clones and not pile.homes:
        raise CommandFailed(
            f"{pile.path} holds git clones, and their names do not say which part is the student. "
            f"Call the folder ASSIGNMENT{CLONES} and the clones ASSIGNMENT-STUDENT, as "
            f"`gh classroom clone student-repos` does. {NOTHING}"
        )
    return {}


def homes(
    unnamed: Sequence[Handed], files: Sequence[Handed], root: int, pile: Pile
) -> dict[str, str]:
    """folder: student, where each folder of a container is all one student's; nothing if not.

    unnamed : those of the files that no system has named
    """
    tops = [x for x in _tops(files, root) if not by_system((x, ""), 0, pile.lessons)]
    books = [x for x in unnamed if x.is_notebook]
    deep = [x for x in books if len(_folders(x, root, pile.lessons)) > 1]
    inner = {_folders(x, root, pile.lessons)[1:] for x in deep}
    if root == 1 and tops and any((pile.path / x).exists() for x in OF_A_HOME):
        raise CommandFailed(
            f"{pile.path} is the home of one person. Give the folder that holds the homes, or the "
            f"notebooks themselves. {NOTHING}"
        )
    alike = len(inner) == 1 and len({x.parts[root] for x in deep}) > 1
    if not (tops and (pile.homes or _are_homes(tops, root, pile) or alike)):
        if deep:
            raise CommandFailed(_two_readings(deep[0], root, pile))
        return {}
    _must_say_lesson(books, pile)
    hub = all(x.startswith(OF_A_HUB) for x in tops)
    return {x: x.removeprefix(OF_A_HUB) if hub else x for x in tops}


def _are_homes(tops: Sequence[str], root: int, pile: Pile) -> bool:
    """Do the folders of a path on the disk look like homes?"""
    return root == 1 and any((pile.path / top / x).exists() for top in tops for x in OF_A_HOME)


def _tops(files: Sequence[Handed], root: int) -> list[str]:
    """The folders at the top of a container that hold notebooks."""
    tops = (x.parts[root] for x in files if x.is_notebook and len(x.parts) > root + 1)
    return list(dict.fromkeys(tops))


def _folders(handed: Handed, root: int, lessons: Collection[str]) -> tuple[str, ...]:
    """The folders between a container and a file, without the lesson's own."""
    folders = as_named(handed.parts, root)[root:-1]
    return folders[:-1] if folders and folders[-1] in lessons else folders


def _two_readings(deep: Handed, root: int, pile: Pile) -> str:
    first, *_, last = _folders(deep, root, pile.lessons)
    pile_name = shown(pile.path.name)
    return (
        f"{shown('/'.join(deep.parts))} may be of {shown(first)} or of {shown(last)}. If each "
        f"folder in {pile_name} is one student's, say --homes; if they are groups, give the "
        f"groups' folders: {pile_name}/*. {NOTHING}"
    )


def _must_say_lesson(books: Sequence[Handed], pile: Pile) -> None:
    named = {named_lesson(x.name, pile.lessons) for x in books} - {""}
    if not pile.wanted and len(named) > 1:
        first, *_ = several = sorted(named)
        raise CommandFailed(
            f"{shown(pile.path.name)} holds students' own folders, with notebooks of several "
            f"lessons ({', '.join(several)}). Say which was to be handed in: --lesson "
            f"{first.split('_')[0]}. {NOTHING}"
        )
