"""Tests of how long dossiers are kept, and of their erasure."""
