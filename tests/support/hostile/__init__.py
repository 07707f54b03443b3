"""Files that would do harm: bombs, loops, damage; for the tests and the benchmark ``hostile``."""
