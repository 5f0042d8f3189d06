/**
 * Files that are whole or absent. Bytes come in; a file under its final name, or none, goes out: atomic writing, locks on
 * folders, downloads that resume, hashes, and one mapped, checksummed file of rows. What cannot be used is told by an
 * {@link mathsymbols.io.InputException}, one sentence for the reader of a terminal.
 */
package mathsymbols.io;
