"""How do the words of each market language change their forms?"""
