"""Pictures of the correspondence: SVG drawn from the Corpus, for a page or alone; knows neither Sphinx nor a page."""
