"""Whole journeys through the running demo, as people make them: real browser, real processes."""
