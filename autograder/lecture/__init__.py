"""A lesson as a deck: what stands on which page, its formulas and code, how it looks and moves."""
