"""How do a brand and a creator agree, and deliver?"""
