"""By what is a creator found? The values that an engine keeps of a document beside itself."""
