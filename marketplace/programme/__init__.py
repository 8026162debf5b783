"""Who may join Creator Next, which features do they get, and what do they earn?"""
