"""A file as it was received: what it is, what it may weigh, its records as texts."""
