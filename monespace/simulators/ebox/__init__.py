"""The federal e-Box, as its message registry 2.1 and federation 1.3 are documented, with its own look."""
