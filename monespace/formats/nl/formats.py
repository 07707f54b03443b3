"""A moment in Dutch, as in a sentence: Django's has neither “om” nor “uur”."""

DATETIME_FORMAT = r"j F Y \o\m H:i \u\u\r"
