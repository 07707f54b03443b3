"""Tests of what is set, sealed and verified."""
