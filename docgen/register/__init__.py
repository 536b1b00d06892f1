"""The register of papers (发文登记簿): which number which document has, and all that happened to it since.

In go what was given, issued, voided or answered, as events that are only ever added to and whose hashes hang
together; out come numbers that nobody else has, and entries that follow from the events. The register is
`register.db` in the project, or a PostgreSQL server; it knows nothing of documents, templates or archives.
"""
