"""How it is served: two doors, one for respondents without a kernel, one for consultants."""
