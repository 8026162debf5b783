"""Are those who are to know told, and nobody else reached?"""
