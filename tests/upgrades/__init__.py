"""A draft moves to the newest version of its démarche."""
