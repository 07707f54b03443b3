"""How the portal calls others over HTTP: within a time in all, reading no more than it asked for."""
