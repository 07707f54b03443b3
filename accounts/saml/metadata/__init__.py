"""What we know of the identity provider, and what we tell the federation of ourselves."""
