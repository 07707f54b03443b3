"""The pages of démarches: all of them, and one for each."""
