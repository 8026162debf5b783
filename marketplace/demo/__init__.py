"""What does somebody find who tries the marketplace for the first time? A small world of brands and creators."""
