"""Received files are read in a process of their own, held to limits."""
