"""Why a score is what it is: its parts, and how far it moves."""
