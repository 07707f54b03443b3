"""What a copy of the servers shows to who holds no key, and how rows of before are sealed."""
