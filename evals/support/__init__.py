"""Whether cited text supports what is said of it, judged by words, and how good that judge is."""
