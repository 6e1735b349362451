"""What is clicked: front-end components and the Python beside each; they never open a store."""
