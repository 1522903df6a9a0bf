"""A lesson: how it is read, what its cells are, what can be wrong, what students get of it."""
