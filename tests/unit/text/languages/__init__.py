"""Are the words of each market language found in all their forms, and no others?"""
