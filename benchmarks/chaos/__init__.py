"""Dossiers are sent while a seed decides what breaks when; in the end nothing is lost, nothing is twice."""
