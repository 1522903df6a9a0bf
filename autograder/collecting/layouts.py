"""How a pile is laid out, and so whose each file in it is: told from all of its names together.

What could be read in two ways is not guessed: a sentence ends the command before anything is filed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from autograder.collecting.gradescope import find_list, must_have_list, read_list
from autograder.collecting.handed import Handed
from autograder.collecting.homes import Pile, as_named, clones, homes
from autograder.collecting.whose import Whose, by_hand, by_system, crowds, of_home

__all__ = ["Claim", "Pile", "sort_out"]

Claim = tuple[Handed, Whose | None]  # None: nobody's
FEW = 3  # of one name in Moodle's zip are so many different people: it is no name


def sort_out(files: Sequence[Handed], pile: Pile) -> list[Claim]:
    """Whose each file of a pile is."""
    containers: dict[tuple[str, ...], list[Handed]] = defaultdict(list)
    for handed in _settled(files, pile.lessons):
        containers[handed.parts[: handed.root]].append(handed)
    return [
        claim
        for place, inside in containers.items()
        for claim in _container(inside, len(place), pile)
    ]


def _container(files: Sequence[Handed], root: int, pile: Pile) -> list[Claim]:
    """Whose each file of a folder, a zip or a loose file is."""
    lessons = pile.lessons
    if found := find_list(files, root):
        return list(_listed(found, files))
    if students := clones(files, root, pile):
        return [(x, _owner(x, root, students, lessons, "github")) for x in files]
    claims = [(x, by_system(x.parts, root, lessons)) for x in files]
    unnamed = [x for x, who in claims if not who]
    if any(x.is_notebook for x in unnamed):
        must_have_list(unnamed, root)
        if students := homes(unnamed, files, root, pile):
            return [(x, _owner(x, root, students, lessons) or who) for x, who in claims]
    crowded = crowds((as_named(x.parts, root) for x in unnamed), lessons)
    return _unveiled([(x, who or _by_hand(x, root, lessons, crowded)) for x, who in claims])


def _settled(files: Sequence[Handed], lessons: Collection[str]) -> Iterator[Handed]:
    """Each zip that lies in a folder settled: an export by itself, or what somebody handed in."""
    zips: dict[tuple[str, ...], list[Handed]] = defaultdict(list)
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)  # folder: Canvas's numbers in it
    for handed in files:
        place = as_named(handed.parts, 1)
        if who := by_system(place, len(place) - 1, lessons):
            beside[place[:-1]].add(who.number)
        if handed.root > 1:
            zips[place].append(handed)
    exports = {
        place
        for place, inside in zips.items()
        if _is_export(place, inside, len(beside[place[:-1]]) > 1, lessons)
    }
    for handed in files:
        whole = handed.root > 1 and as_named(handed.parts, 1) not in exports
        yield replace(handed, root=1) if whole else handed


def _is_export(
    place: tuple[str, ...], inside: Sequence[Handed], among: bool, lessons: Collection[str]
) -> bool:
    """Does a zip that lies in a folder hold the work of several students?

    among : do files of several people, by Canvas's numbers, lie around it?
    """
    who = by_system(place, 1, lessons)
    if who and (who.system != "canvas" or among):
        return False
    books = [x for x in inside if x.is_notebook]
    if books and all(by_system(x.parts, len(place), lessons) for x in books):
        return True
    labels = {x.label for b in books if (x := by_hand(b.parts[len(place) :], 0, lessons))}
    return not who and len(labels) > 1


def _unveiled(claims: list[Claim]) -> list[Claim]:
    """Where Moodle withholds the names, all have the same: there the number is part of it."""
    moodle = {(who.label, who.number) for _, who in claims if who and who.system == "moodle"}
    names = {label for label, _ in moodle}
    veiled = len(names) == 1 and (len(moodle) >= FEW or names == {"Participant"})
    found = list[Claim]()
    for handed, who in claims:
        if who and veiled and who.system == "moodle":
            who = replace(who, label=f"{who.label} {who.number}", hidden=True)
        found.append((handed, who if who and who.label else None))
    return found


def _by_hand(
    handed: Handed, root: int, lessons: Collection[str], crowded: Collection[tuple[str, ...]]
) -> Whose | None:
    """Whose a file, or the zip that it lies in, is that a person has named."""
    parts = as_named(handed.parts, root)
    if handed.whole and len(parts) <= root + 1:
        return None
    who = by_hand(parts, root, lessons, parts[:-1] in crowded)
    if len(parts) == len(handed.parts):
        return who
    inside = by_hand(handed.parts[len(parts) :], 0, lessons)
    if len(parts) == root + 1 and who and inside and who.label != inside.label:
        return None  # week.zip with ada.ipynb in it, or ada.zip with answer.ipynb?
    found = who or inside
    return replace(found, file=handed.name) if found else None


def _listed(listed: Handed, files: Sequence[Handed]) -> Iterator[Claim]:
    """Gradescope's files; what a group handed in is everybody's in it."""
    base, people = len(listed.parts) - 1, read_list(listed)
    for handed in files:
        if handed is listed or len(handed.parts) <= base + 1:
            continue
        submitters = people.get(handed.parts[base], [])
        for x in submitters:
            who = Whose(x.name, handed.name, "gradescope", x.number, x.email, when=x.when)
            yield handed, who
        if not submitters:
            yield handed, None


def _owner(
    handed: Handed, root: int, students: dict[str, str], lessons: Collection[str], system: str = ""
) -> Whose | None:
    """The student in whose folder a file lies; a file beside the folders is named by hand."""
    if handed.whole:
        return None
    if len(handed.parts) == root + 1:
        return by_hand(handed.parts, root, lessons)
    label = students.get(handed.parts[root])
    return replace(of_home(handed.parts, root, label, lessons), system=system) if label else None
