"""What is kept: the files that people edit, the answers, the invitations, the backups."""
