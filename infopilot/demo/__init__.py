"""The demonstration: a fictional company, its answers and its ticket log, made from a scenario."""
