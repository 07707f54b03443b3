"""Other people sign a request before it is sent: asked by mail, identified by their own eID (ADR 0086)."""
