"""Could we live without this provider: by the facts, by the incidents, both."""
