"""What does HTTP see?"""
