"""A document as a form to be filled in: its fields, what is to be typed there and what stands there.

In goes a file's text, out comes a `Form`, made of the kind's schema alone: no field of any kind is named in
Python. Values are those of the file as text, whatever is wrong with them.
"""

from .reading import form_of
from .records import Choice, Field, Form

__all__ = ["Choice", "Field", "Form", "form_of"]
