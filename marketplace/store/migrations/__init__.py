"""How does a database of an older release get the newest schema? A step a file, in `versions`."""
