/**
 * What the computer is. Nothing comes in; its processor's instructions, its graphics card, the native library that suits
 * them and the memory that a kernel may take go out. The decisions are pure functions of what was found, with a reason
 * beside each choice.
 */
package mathsymbols.machine;
