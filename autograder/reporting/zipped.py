"""The pages of a lesson in one zip, named as the system wants them that the work came from.

Moodle takes back a folder for each student, called as in its own zip; Canvas a file with the name
that it gave.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.collecting.whose import canvas_name
from autograder.course.filing import Files
from autograder.course.people import Person, people

__all__ = ["zipped"]


def zipped(course: Path, lesson: str) -> tuple[Path, list[str]]:
    """The zip with everybody's page, and whose page Moodle or Canvas cannot give out.

    Where neither system is known of anybody, the folders are the students' ids.
    """
    known, work = people(course), Files(course).account()["work"].get(lesson, {})
    pages = sorted((course / "feedback").glob(f"*/{lesson}/{lesson}.html"))
    places = {}
    for page in pages:
        student = page.parents[1].name
        source = str(work.get(student, {}).get("source", ""))
        places[page] = _place(known.get(student), source, lesson)
    target = course / "feedback" / f"{lesson}.zip"
    with zipfile.ZipFile(half := target.with_suffix(".part"), "w", zipfile.ZIP_DEFLATED) as packed:
        for page, place in places.items():
            packed.write(page, place or f"{page.parents[1].name}/{page.name}")
    half.replace(target)
    strangers = [page.parents[1].name for page, place in places.items() if not place]
    return target, strangers if len(strangers) < len(places) else []


def _place(person: Person | None, source: str, lesson: str) -> str:
    """Where a student's page lies in the zip; "" where the system does not know the student."""
    if person and person.system == "moodle" and (number := person.in_lesson.get(lesson)):
        return f"{person.name.replace('/', '_')}_{number}_assignsubmission_file_/{lesson}.html"
    if person and person.system == "canvas" and (name := canvas_name(source)):
        return f"{Path(name).stem}.html"
    return ""
