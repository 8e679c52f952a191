"""The result page: declared first, shown afterwards."""
