"""The « porte-documents »: a document of one dossier answers a question of another (ADR 0122).

selectors   which documents of the space fit a question
services    adds copies of those that are chosen
views       the page where they are chosen
"""
