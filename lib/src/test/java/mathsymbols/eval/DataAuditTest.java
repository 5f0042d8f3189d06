package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Split;
import mathsymbols.eval.DataAudit.Part;
import mathsymbols.eval.DataAudit.Placed;
import mathsymbols.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class DataAuditTest {
    @TempDir
    Path folder;

    @Test
    void copiesConflictsAndLookAlikesAreFoundWithinAndAcrossTheParts() throws IOException {
        stroke("eq/1.png", 20, 40, Color.BLACK);
        stroke("eq/2.png", 20, 60, Color.BLACK);
        stroke("sub/3.png", 70, 40, Color.BLACK);
        stroke("sub/4.png", 20, 40, new Color(0x05, 0x05, 0x05));
        Files.copy(folder.resolve("eq/1.png"), folder.resolve("sub/5.png"));
        Files.copy(folder.resolve("eq/2.png"), folder.resolve("eq/6.png"));
        Files.writeString(folder.resolve("eq/7.png"), "no image");
        Files.writeString(folder.resolve("eq/8.png"), "no image");
        var split = new Split(
                List.of("eq", "sub"),
                List.of(
                        new ImageRef("eq", "1.png"),
                        new ImageRef("eq", "2.png"),
                        new ImageRef("eq", "7.png"),
                        new ImageRef("eq", "8.png")),
                List.of(new ImageRef("sub", "3.png"), new ImageRef("sub", "4.png")),
                List.of(new ImageRef("eq", "6.png"), new ImageRef("sub", "5.png")));
        try (Dataset dataset = Dataset.open(folder)) {
            DataAudit audit = DataAudit.of(dataset, split, Progress.NONE);
            assertThat(audit.files())
                    .as("without the two of equal bytes that are no images")
                    .isEqualTo(6);
            assertThat(audit.surplus()).isEqualTo(2);
            assertThat(audit.conflicts()).singleElement().satisfies(group -> assertThat(group.images())
                    .containsExactly(
                            new Placed(new ImageRef("eq", "1.png"), Part.TRAINING),
                            new Placed(new ImageRef("sub", "5.png"), Part.TEST)));
            assertThat(audit.seenInTraining())
                    .containsExactlyInAnyOrder(new ImageRef("eq", "6.png"), new ImageRef("sub", "5.png"));
            assertThat(audit.unseen(split.test())).isEmpty();
            assertThat(audit.lookAlikes()).hasSize(2).allSatisfy(pair -> assertThat(pair.bits())
                    .isZero());
            assertThat(audit.table().intColumn("identical pairs").asObjectArray())
                    .containsExactly(0, 0, 2, 0, 0, 0);
            assertThat(audit.table().intColumn("pairs that look alike").asObjectArray())
                    .containsExactly(0, 1, 0, 0, 1, 0);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_DATA", matches = ".+")
    void theReportsTestImagesAreNotAllNewToItsNetworks() {
        try (Dataset dataset = Dataset.open(Path.of(System.getenv("MATH_SYMBOLS_DATA")))) {
            Split split = Split.ofReport(dataset);
            DataAudit audit = DataAudit.of(dataset, split, Progress.NONE);
            assertThat(audit.files()).isEqualTo(10_071);
            assertThat(audit.surplus()).isEqualTo(449);
            assertThat(audit.seenInTraining()).hasSize(76);
            assertThat(audit.unseen(split.test())).hasSize(1018 - 76);
            assertThat(audit.conflicts()).singleElement().satisfies(group -> assertThat(group.images())
                    .extracting(placed -> placed.image().toString())
                    .containsExactlyInAnyOrder("eq/2190.jpg", "sub/9938.jpg"));
            assertThat(audit.lookAlikes()).hasSizeBetween(20, 40).anySatisfy(pair -> assertThat(List.of(
                            pair.first().image().file(), pair.second().image().file()))
                    .containsExactlyInAnyOrder("5543.jpg", "5672.jpg"));
        }
    }

    private void stroke(String file, int y, int width, Color ink) throws IOException {
        var image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 100, 100);
        g.setColor(ink);
        g.fillRect(20, y, width, 8);
        g.dispose();
        Files.createDirectories(folder.resolve(file).getParent());
        ImageIO.write(image, "png", folder.resolve(file).toFile());
    }
}
