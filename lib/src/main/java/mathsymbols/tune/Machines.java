package mathsymbols.tune;

import java.util.List;
import java.util.ServiceLoader;
import mathsymbols.io.InputException;
import mathsymbols.nn.FeatureMaker;

/** Where trials are trained and features are computed: on this machine, or on a cluster, by the same lines of a notebook. */
public interface Machines {
    /** This machine, one trial after the other. */
    Machines THIS = new Machines() {
        @Override
        public TrialRunner trials(NetworkTrials trials) {
            return trials;
        }

        @Override
        public FeatureMaker features() {
            return FeatureMaker.HERE;
        }

        @Override
        public String toString() {
            return "this machine";
        }
    };

    /** What a module on the class path brings to reach other machines. */
    interface Provider {
        /**
         * @param address of the machines, in the provider's own terms
         * @throws InputException if they cannot be reached
         */
        Machines connect(String address);
    }

    /**
     * Connects with machines elsewhere.
     *
     * @param address such as {@code spark://host:7077}
     * @throws InputException if they cannot be reached, or if no module on the class path knows how
     */
    static Machines at(String address) {
        List<ServiceLoader.Provider<Provider>> found =
                ServiceLoader.load(Provider.class, Machines.class.getClassLoader()).stream()
                        .toList();
        if (found.isEmpty()) {
            throw new InputException("This program was started without the module for " + address
                    + ": start it by ./reproduce --cluster or environment/notebook.");
        }
        return found.get(0).get().connect(address);
    }

    /** Whether an address names nothing but this machine, whose servers then serve nobody else. */
    static boolean isHere(String address) {
        return address.matches("local.*|spark://(localhost|127\\.[0-9.]+):.*");
    }

    /** The same trials, trained there. */
    TrialRunner trials(NetworkTrials trials);

    /** What computes features there. */
    FeatureMaker features();
}
