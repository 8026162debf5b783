"""How long does it take to ask all saved searches of those who changed?"""
