/* Starts the enhancements of a page; every page works without any of them. */
