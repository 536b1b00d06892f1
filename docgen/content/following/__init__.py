"""Following up (跟踪督办): what a document asks of whom and until when, as its kind declares it.

In go a checked document and the calendar of working days, out come the day it is due and the matters (事项)
that are to be done, each for itself: one for each addressee, or one for each row of a list of problems.
"""
