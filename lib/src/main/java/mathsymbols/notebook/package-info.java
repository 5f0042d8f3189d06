/** The only package that knows Jupyter: settings, renderers, progress bars, results. */
package mathsymbols.notebook;
