"""The démarches of the repository: each filled in and sent, and what they calculate."""
