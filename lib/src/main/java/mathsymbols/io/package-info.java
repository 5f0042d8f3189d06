/**
 * Files that are whole or absent. Bytes come in; a file under its final name, or none, goes out: atomic writing, locks on
 * folders, downloads that are tried once more, hashes, and one mapped, checksummed file of rows. For what cannot be used there is an
 * {@link mathsymbols.io.InputException}, whose message is one sentence for the reader of a terminal.
 */
package mathsymbols.io;
