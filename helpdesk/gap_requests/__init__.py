"""Requests with documents to become access manager, which agents decide."""
