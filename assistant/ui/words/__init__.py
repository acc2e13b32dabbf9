"""Every word of the pages that comes neither from the corpus nor from the reader."""
