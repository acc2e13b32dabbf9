"""How well questions of any set are answered, and how well it is known which are not."""
