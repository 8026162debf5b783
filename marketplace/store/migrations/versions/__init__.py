"""Which steps lead to the newest schema? `NAME_NUMBER.py`, each by hand, with its way back."""
