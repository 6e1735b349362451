"""What each tool calls things: mappings, which one fits a file, how people correct them."""
