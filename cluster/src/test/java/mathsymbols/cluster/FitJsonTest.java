package mathsymbols.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.random.RandomGenerator;
import mathsymbols.data.Augmentation;
import mathsymbols.data.Flaws;
import mathsymbols.data.StrokeWidth;
import mathsymbols.io.InputException;
import mathsymbols.train.EarlyStopping;
import mathsymbols.train.FitSettings;
import org.junit.jupiter.api.Test;

class FitJsonTest {
    /** As a notebook's cell declares one. */
    private record Mirror(double share) implements Augmentation {
        @Override
        public float[] apply(float[] values, long[] shape, RandomGenerator random) {
            return values;
        }
    }

    @Test
    void allThatAFitDependsOnArrives() throws JsonProcessingException {
        FitSettings settings = FitSettings.DEFAULT
                .epochs(7)
                .seed(Long.MAX_VALUE)
                .earlyStopping(EarlyStopping.onValLoss(5))
                .augmentation(new StrokeWidth(0.5, 0.1, 0.2).then(new Flaws(0.15, 0.25)))
                .labelSmoothing(0.05)
                .averaging(0.995);

        assertThat(FitJson.read(FitJson.write(settings))).isEqualTo(settings);
    }

    @Test
    void anAugmentationThatOnlyThisProgramKnowsIsRefused() {
        for (Augmentation unknown : new Augmentation[] {new Mirror(0.5), new Mirror(0.5).then(new Flaws(0.1, 0.1))}) {
            assertThatThrownBy(() -> FitJson.write(FitSettings.DEFAULT.augmentation(unknown)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("which other machines do not know");
        }
    }

    @Test
    void noNameLeadsToAnotherClass() {
        String json = "{\"augmentation\":{\"is\":\"java.io.File\",\"share\":1}}";
        assertThatThrownBy(() -> FitJson.read(json)).isInstanceOf(JsonProcessingException.class);
    }
}
