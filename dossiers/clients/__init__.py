"""The systems of services that use the interface for back offices: what each may do, and its secrets."""
