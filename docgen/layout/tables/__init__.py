"""Tables: how wide their columns are, which of their rows stay on one page; said once for both writers."""
