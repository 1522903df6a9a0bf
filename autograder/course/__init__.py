"""A class: its folder and nbgrader's settings, its seeds, its names, what was handed in."""
