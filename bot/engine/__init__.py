"""What the Rasa server loads: NLU components for Chinese and the gateway's private door."""
