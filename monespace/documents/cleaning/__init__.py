"""Judges an added file and writes the copy that is kept; knows neither Django nor the database.

Everything here reads what strangers made, so it runs in a process of its own whose memory, CPU time and
output are limited. A cleaner takes ``source``, the path of the file as it came, writes the copy to keep to
``target``, a path where nothing stands yet, and raises ``Unfit`` with a reason otherwise. What a library
inflates by itself, such as the object streams of a PDF, is bounded by the limits of the process alone: a file
that swells there ends it, and is refused. What a cleaner inflates itself it bounds itself, to say the reason.
"""
