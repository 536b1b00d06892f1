"""What several tasks need: names judged, files that come and go, records as plain values, saves noted."""
