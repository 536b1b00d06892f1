"""The clerk's desk: documents as forms, saved by what was changed in them, with problems at their fields."""
