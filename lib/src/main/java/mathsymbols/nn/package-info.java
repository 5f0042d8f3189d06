/** Networks: AlexNet, VGG19 and the transfer head, the fast layers beneath them, and the reading of Keras weights. */
package mathsymbols.nn;
