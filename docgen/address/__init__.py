"""The stop `address`: a Document goes in, a Job for each recipient comes out.

Knows rosters and which copies are wanted; knows nothing of how a page looks.
"""
