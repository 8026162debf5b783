"""How does each engine take creators in?"""
