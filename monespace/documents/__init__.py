"""Files that people add: inspected, scanned, stored under names of ours, handed over safely."""
