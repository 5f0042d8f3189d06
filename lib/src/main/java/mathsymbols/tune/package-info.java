/** A space of hyper-parameters comes in; an oracle decides which trial runs next, an executor runs it, and the best go out. */
package mathsymbols.tune;
