"""Tables and the queries about them, one file per aggregate."""
