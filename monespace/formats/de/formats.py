"""A moment in German, as in a sentence: Django's has neither “um” nor “Uhr”."""

DATETIME_FORMAT = r"j. F Y \u\m H:i \U\h\r"
