"""A document of one dossier answers a question of another."""
