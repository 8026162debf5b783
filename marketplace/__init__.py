"""What brands ask of creators in 24 markets, and how it is answered."""
