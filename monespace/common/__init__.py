"""What every app may use: identifiers, encryption, tokens, forms, text, days, locks, errors; knows no app."""
