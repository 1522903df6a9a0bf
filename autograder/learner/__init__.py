"""A learner's own folder: what was given, what is theirs, the map, the cells by name."""
