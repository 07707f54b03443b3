"""Where connected systems are told what happens: their addresses, secrets, and events sent again."""
