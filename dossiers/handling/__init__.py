"""How the competent service handles a sent dossier: received, taken up, in somebody's hands."""
