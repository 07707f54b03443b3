"""Reading a signed response: decrypted, checked, and what it says of a person."""
