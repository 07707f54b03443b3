"""Who has an access: the list, changing and ending it, its history."""
