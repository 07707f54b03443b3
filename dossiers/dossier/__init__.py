"""The dossier itself: whose it is, where it stands, who may open it."""
