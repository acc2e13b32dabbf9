"""The Gradio chat: pure rendering apart from wiring."""
