"""What to do first: what actions would change, and the best set within a budget."""
