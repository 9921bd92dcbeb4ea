"""What the assistant knows: platforms, authorities, sources and guides, loaded from files, checked and looked up."""
