"""What it is worth: pure functions from answers, facts and method to scores."""
