"""Everything people do to accesses, in any order, compared with what the rules say."""
