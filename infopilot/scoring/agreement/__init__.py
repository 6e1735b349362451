"""How close the answers of a few people are, and what chance alone would give."""
