"""Who is asking, and what may they do? Accounts, their keys, and the keys that browsers make of those."""
