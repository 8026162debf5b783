"""What are the words of a text?"""
