"""What is shown: messages, tables, charts. Nothing is computed here."""
