"""An object store that speaks S3: what the portal drops there for services to collect, in memory."""
