package mathsymbols.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Flaws;
import mathsymbols.data.Photograph;
import mathsymbols.data.RandomAffine;
import mathsymbols.data.RandomWarp;
import mathsymbols.data.StrokeWidth;
import mathsymbols.io.Json;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            .augmentation(RandomAffine.moderate())
            .labelSmoothing(0.1)
            .averaging(0.99);

    @Test
    void comeBackFromJson() throws IOException {
        FitSettings glyphs = all.augmentation(StrokeWidth.ofGlyphs()
                .then(RandomWarp.ofGlyphs())
                .then(Flaws.ofGlyphs())
                .then(Photograph.ofGlyphs()));
        for (FitSettings settings : new FitSettings[] {all, glyphs, FitSettings.DEFAULT}) {
            byte[] json = Json.MAPPER.writeValueAsBytes(settings);
            assertThat(Json.MAPPER.readValue(json, FitSettings.class)).isEqualTo(settings);
        }
    }

    @Test
    void whatIsMissingIsNullInJson() throws IOException {
        assertThat(Json.MAPPER.writeValueAsString(FitSettings.DEFAULT))
                .isEqualTo("{\"epochs\":1,\"initialEpoch\":0,\"batchSize\":64,\"seed\":1001,\"monitor\":\"VAL_LOSS\","
                        + "\"earlyStopping\":null,\"augmentation\":null,\"labelSmoothing\":0.0,\"averaging\":0.0}");
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
                        "augmentation",
                        "label smoothing",
                        "averaging")
                .containsEntry("batch size", "16")
                .containsEntry("label smoothing", "0.1")
                .containsEntry("averaging", "0.99")
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

    @Test
    void anAugmentationOfSeveralIsNamedWithAllItsParts() {
        Augmentation composed = RandomAffine.moderate().then(StrokeWidth.ofGlyphs());

        assertThat(fingerprint(all.augmentation(composed), Blobs.configuration(0.05)))
                .containsEntry(
                        "augmentation",
                        "{\"name\":\"Composed\",\"steps\":[{\"name\":\"RandomAffine\",\"degrees\":10.0,\"logScale\":0.15,"
                                + "\"shear\":0.1,\"shift\":0.08,\"paper\":1.0},{\"name\":\"StrokeWidth\",\"share\":0.5,"
                                + "\"thinner\":0.8,\"thicker\":1.5}]}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aShareBeyondItsRangeIsRefused(double share) {
        assertThatThrownBy(() -> all.labelSmoothing(share)).hasMessageContaining("label smoothing must be 0 or more");
        assertThatThrownBy(() -> all.averaging(share)).hasMessageContaining("averaging must be 0 or more");
    }

    private Map<String, String> fingerprint(FitSettings settings, MultiLayerConfiguration configuration) {
        return settings.fingerprint(configuration, train, validation);
    }
}
