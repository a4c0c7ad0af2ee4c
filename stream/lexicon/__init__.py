"""The words: data written by us, one reviewed file per family, loaded once into typed values."""
