"""Does a search find whom a person who speaks the language would find?"""
