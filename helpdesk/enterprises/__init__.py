"""Enterprises and their accesses, as agents look them up."""
