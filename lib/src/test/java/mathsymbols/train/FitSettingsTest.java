package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import mathsymbols.data.Augmentation;
import mathsymbols.data.RandomAffine;
import mathsymbols.io.Json;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class FitSettingsTest {
    private final Blobs train = new Blobs(150, 1);
    private final Blobs validation = new Blobs(45, 2);
    private final FitSettings all = FitSettings.DEFAULT
            .epochs(9)
            .initialEpoch(3)
            .batchSize(16)
            .seed(7)
            .monitor(Monitor.VAL_ACCURACY)
            .earlyStopping(EarlyStopping.onValLoss(5))
            .augmentation(RandomAffine.moderate());

    @Test
    void comeBackFromJson() throws IOException {
        for (FitSettings settings : new FitSettings[] {all, FitSettings.DEFAULT}) {
            byte[] json = Json.MAPPER.writeValueAsBytes(settings);
            assertThat(Json.MAPPER.readValue(json, FitSettings.class)).isEqualTo(settings);
        }
    }

    @Test
    void whatIsMissingIsNullInJson() throws IOException {
        assertThat(Json.MAPPER.writeValueAsString(FitSettings.DEFAULT))
                .isEqualTo("{\"epochs\":1,\"initialEpoch\":0,\"batchSize\":64,\"seed\":1001,\"monitor\":\"VAL_LOSS\","
                        + "\"earlyStopping\":null,\"augmentation\":null}");
    }

    @Test
    void theFingerprintNamesWhatTheOutcomeDependsOn() {
        Map<String, String> fingerprint = fingerprint(all, Blobs.configuration(0.05));

        assertThat(fingerprint)
                .containsOnlyKeys(
                        "network",
                        "training set",
                        "validation set",
                        "batch size",
                        "seed",
                        "initial epoch",
                        "monitor",
                        "early stopping",
                        "augmentation")
                .containsEntry("batch size", "16")
                .containsEntry(
                        "augmentation",
                        "{\"name\":\"RandomAffine\",\"degrees\":10.0,\"logScale\":0.15,\"shear\":0.1,\"shift\":0.08,"
                                + "\"paper\":1.0}");
        assertThat(fingerprint(all.epochs(50), Blobs.configuration(0.05)))
                .as("a longer fit goes on from a shorter one")
                .isEqualTo(fingerprint);
        assertThat(fingerprint(all, Blobs.configuration(0.04)).get("network")).isNotEqualTo(fingerprint.get("network"));
        assertThat(fingerprint(all.augmentation(new Noise(0.1)), Blobs.configuration(0.05)))
                .containsEntry("augmentation", "{\"name\":\"Noise\",\"most\":0.1}");
    }

    @Test
    void aTrainedNetworkHasTheFingerprintOfItsConfiguration() {
        MultiLayerNetwork network = Blobs.network(0.05);
        Trainer.of(network).epochs(2).fit(train, validation).close();

        assertThat(fingerprint(all, network.getLayerWiseConfigurations()))
                .isEqualTo(fingerprint(all, Blobs.configuration(0.05)));
    }

    @Test
    void anAugmentationWithoutNameAndParametersIsRefused() {
        Augmentation lambda = (values, shape, random) -> values;

        assertThatThrownBy(() -> all.augmentation(lambda)).hasMessageContaining("must be a record");
    }

    private Map<String, String> fingerprint(FitSettings settings, MultiLayerConfiguration configuration) {
        return settings.fingerprint(configuration, train, validation);
    }
}
