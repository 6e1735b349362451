"""Where everything meets: the only room that knows paths, the clock and the environment."""
