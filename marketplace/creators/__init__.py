"""What is a creator?"""
