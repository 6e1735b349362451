"""From answers to the grade of a dimension, with its range and its confidence."""
