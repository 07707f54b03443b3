"""PDFs: kept as what a list of structures allows, and nothing else (ADR 0059).

A *shape* says what an object of a PDF may hold where it stands. The walk starts at the trailer and takes out
whatever the shapes do not list, so what nobody thought of goes, too. ``cleaning`` writes what is left.
Section numbers in this package are those of ISO 32000-2 (PDF 2.0).
"""
