"""How long does it take to look who of all creators may join Creator Next?"""
