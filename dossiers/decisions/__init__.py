"""What the competent service decides on a dossier: once, with its reasons and the ways to contest it."""
