"""The pages, listed in `pbdesk.ui.all_pages`: one file of data each, or a folder."""
