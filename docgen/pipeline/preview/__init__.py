"""The pages of a document while it is typed: the very pages that a build prints, from what still stands.

One `Preview` lives in one process and shows one state of one document at a time; it decides nothing that the
stops do not. What it keeps is type (`kept_type`), layouts (`layouts`) and pictures of pages (`drawing`), each
for as long as what it was made of stays as it is.
"""
