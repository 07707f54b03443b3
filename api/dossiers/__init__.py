"""Sent dossiers as the systems of their services read them: a list, each of them whole, their documents."""
