"""The canonical table to facts: counts asked of an engine, figures thought out in Python."""
