"""What is kept of a project, told and changed as plain records: for whoever shows it on a page."""
