"""The pages in other languages: the language of a request, the catalogue, and templates compiled once per language."""
