"""Public pages, problem pages, the layout and its scripts."""
