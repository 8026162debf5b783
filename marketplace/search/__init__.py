"""What can be asked, and answered?"""
