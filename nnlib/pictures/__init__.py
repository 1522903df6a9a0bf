"""Figures and sliders of the lessons: `plots` draws, `explore` moves."""
