"""Records of any tool to the canonical table of incidents: nothing silent."""
