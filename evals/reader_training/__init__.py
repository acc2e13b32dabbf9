"""How the model that reads passages was trained, and can be trained again."""
