"""How are people told who have no webhook? By e-mail, through a port: files in a folder, or an SMTP server."""
