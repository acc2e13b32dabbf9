"""Sources to passages: documents, paragraphs, footnotes, pages and their citations."""
