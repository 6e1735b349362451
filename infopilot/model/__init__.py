"""What exists: frozen values and errors. No file, clock, environment, chart or widget here."""
