"""How are records kept? In SQL: SQLite (a file) or PostgreSQL, by the same statements."""
