"""The stop `compose`: a Job goes in, a Composed (one HTML page, one style sheet) comes out.

Reads templates; writes no file and knows no format.
"""
