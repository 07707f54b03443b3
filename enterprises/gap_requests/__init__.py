"""A person asks the administration, with documents, to become access manager."""
