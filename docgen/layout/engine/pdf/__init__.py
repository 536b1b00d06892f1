"""The PDF as a file: what WeasyPrint writes into it, mended on the way or before it is saved."""
