"""Do figures and people tell the same story: verdicts, ratings, time lost, friction."""
