"""A person asks an enterprise for access, and its manager answers."""
