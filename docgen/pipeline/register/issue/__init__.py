"""Issuing (发文): a document gets its number, is made with it, archived and registered; and is had again."""
