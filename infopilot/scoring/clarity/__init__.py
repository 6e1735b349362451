"""Who decides: role clarity over the decision map."""
