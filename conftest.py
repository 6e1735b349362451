"""How notebooks are compared: the figures that they print, not their drawings."""


def pytest_collectstart(collector):
    """Tables are compared as text: their HTML and the drawings follow library versions."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("text/html", "image/svg+xml")
