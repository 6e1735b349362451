"""What changed between two campaigns, and what of it may be read."""
