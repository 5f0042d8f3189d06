package mathsymbols.plot;

import mathsymbols.eval.Score;
import mathsymbols.nn.Summary;

/**
 * What a model costs, and what it brings.
 *
 * @param parameters how many numbers it keeps
 * @param products how often it multiplies for one image
 * @param test how well it reads the test images
 */
public record Cost(String name, long parameters, long products, Score test) {
    /** Of a model that is one network. */
    public static Cost of(String name, Summary network, Score test) {
        return new Cost(name, network.parameters(), network.products(), test);
    }

    /** Of a model that is a base and a head on its features. */
    public static Cost of(String name, Summary base, Summary head, Score test) {
        return new Cost(name, base.parameters() + head.parameters(), base.products() + head.products(), test);
    }
}
