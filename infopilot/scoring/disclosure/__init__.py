"""Which answers of users may be published, so that no small group can be solved for."""
