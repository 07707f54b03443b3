"""Published démarches as systems need them: the JSON Schema of what their dossiers hold."""
