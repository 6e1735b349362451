"""The export doctor: what a log allows to say, its traps, what to ask the provider for."""
