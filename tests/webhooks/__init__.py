"""Systems are told what happens to the dossiers they may read."""
