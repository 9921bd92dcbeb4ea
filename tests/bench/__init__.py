"""The benchmark against stock Rasa: what is compared, on which sample, and how it is told."""
