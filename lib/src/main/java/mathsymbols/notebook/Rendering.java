package mathsymbols.notebook;

/**
 * How a value looks in a notebook.
 *
 * @param html for people
 * @param text for front ends without HTML, for search and for screen readers
 */
record Rendering(String html, String text) {}
