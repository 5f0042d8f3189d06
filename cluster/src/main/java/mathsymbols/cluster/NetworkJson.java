package mathsymbols.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** A network's configuration as text. */
final class NetworkJson {
    private NetworkJson() {}

    /** @throws InputException if what arrives would be another or none, as where a layer's class is a cell's own */
    static String write(MultiLayerConfiguration configuration) {
        String json = configuration.toJson();
        String why = "it comes back as another";
        try {
            if (read(json).toJson().equals(json)) {
                return json;
            }
        } catch (RuntimeException | JsonProcessingException e) {
            why = SparkMachines.firstLine(e);
        }
        throw new InputException("The network cannot be sent to a cluster's machines as JSON (" + why
                + "): use the library's layers, or search on this machine.");
    }

    static MultiLayerConfiguration read(String json) throws JsonProcessingException {
        MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
        JsonNode layers = Json.MAPPER.readTree(json).path("confs");
        for (int i = 0; i < layers.size(); i++) {
            if (configuration.getConf(i).getLayer() instanceof BatchNormalization norm) {
                // Deeplearning4j 1.0.0-M2.1 writes it and, where it is false, does not read it.
                norm.setUseLogStd(layers.get(i).at("/layer/useLogStd").asBoolean());
            }
        }
        return configuration;
    }
}
