"""What a person looks at before and after a build: pages as pictures, findings at their places, rosters as
tables, changes that came back from Word.

In go paths, out come plain records that a page can show; nothing here decides what the build does not.
"""
