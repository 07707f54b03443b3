"""Second reading: a decision that one case officer proposes and another confirms."""
