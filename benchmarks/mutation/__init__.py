"""What the tests notice of code that is broken on purpose, one small way at a time."""
