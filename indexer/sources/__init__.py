"""Where do creator records come from?"""
