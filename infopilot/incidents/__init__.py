"""How a ticket log becomes facts: from the bytes of an export to a canonical table to counts."""
