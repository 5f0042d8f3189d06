package mathsymbols.nn.fast;

/** A layer that computes with an {@link Engine}, or otherwise faster than the stock layer whose place it takes. */
interface FastLayer {}
