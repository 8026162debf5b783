"""What can an operator do at the console? Accounts, keys and the database; `python -m marketplace` has the commands."""
