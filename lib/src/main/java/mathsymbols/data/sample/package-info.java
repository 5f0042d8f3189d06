/**
 * The drawings that are generated where no real images are at hand: a seed comes in; an archive laid out as the real one
 * goes out. Whatever is computed from them says so.
 */
package mathsymbols.data.sample;
