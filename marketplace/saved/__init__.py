"""What does an account keep of its searches? Lists of creators, and searches that tell of new ones."""
