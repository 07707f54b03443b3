"""Words between the person's side of a sent dossier and the service that handles it, with documents."""
