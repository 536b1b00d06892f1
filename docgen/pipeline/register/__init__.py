"""The register at work on documents: its doors, issuing, following up."""
