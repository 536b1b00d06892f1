"""What HTTP has of its own: addresses with names in them, and what a request asks for only if."""
