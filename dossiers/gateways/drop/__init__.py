"""To a place that the service collects from, a folder or an object store: a parcel appears there whole."""
