"""Laws of small samples, means and their intervals, draws of weeks: no word of IT here."""
