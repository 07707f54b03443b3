"""The portal at the size of the Region: a generator, every page that looks something up, and its plans."""
