"""A moment in French, as in a sentence: Django's has no « à »."""

DATETIME_FORMAT = r"j F Y \à H:i"
