"""How does Elasticsearch do it?"""
