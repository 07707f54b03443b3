"""The journal: append-only events, hash-chained for each subject, all heads sealed daily."""
