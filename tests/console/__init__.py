"""What can an operator do at the console?"""
