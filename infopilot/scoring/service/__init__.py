"""What the counts of a ticket log say of the service, measure by measure."""
