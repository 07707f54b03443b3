"""A new request that begins with the answers of a sent dossier."""
