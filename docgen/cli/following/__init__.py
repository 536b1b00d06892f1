"""The commands of `docgen register` that follow papers up: each parses, calls and shows."""
