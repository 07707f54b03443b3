"""Signing in: the request that goes out, its answer, and what is kept of those refused."""
