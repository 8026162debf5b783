"""How does the in-process index do it?"""
