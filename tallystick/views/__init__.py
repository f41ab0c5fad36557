"""Records as they are shown in a terminal: claims, promises, one promise's history. No I/O."""
