"""Does an index hold what the feeds say, and how is it mended where it doesn't?"""
