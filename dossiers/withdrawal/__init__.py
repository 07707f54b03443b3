"""A person takes a sent dossier back before it is decided."""
