"""Made-up extracts in the format of the BCE Open Data, for tests and the benchmark."""
