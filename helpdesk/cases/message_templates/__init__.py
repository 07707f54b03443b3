"""The texts that a service keeps ready for its messages, in four languages."""
