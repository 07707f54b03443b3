"""Benchmarks of the portal, run as it runs in production."""
