package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected values were printed by CPython 3 ({@code random}) and NumPy 2 ({@code numpy.random.RandomState}). */
class ShufflesTest {
    @Test
    void seededByAnArrayTheTwisterGivesWhatPythonGives() {
        MersenneTwister random = MersenneTwister.initByArray(1001);

        assertThat(outputs(random, 6))
                .containsExactly(3421589840L, 3988255189L, 251797747L, 3266925678L, 3265204987L, 850558125L);
    }

    @Test
    void seededByANumberTheTwisterGivesWhatNumpyGives() {
        MersenneTwister random = MersenneTwister.initGenrand(1001);

        assertThat(outputs(random, 4)).containsExactly(1315257197L, 1630063497L, 1138439357L, 2368323870L);
    }

    @Test
    void theTwisterAgreesWithItsAuthorsOutputForAKeyOfFourWords() {
        MersenneTwister random = MersenneTwister.initByArray(0x123, 0x234, 0x345, 0x456);

        assertThat(outputs(random, 5))
                .as("first line of mt19937ar.out")
                .containsExactly(1067595299L, 955945823L, 477289528L, 4107218783L, 4228976476L);
    }

    @Test
    void theTwisterStillAgreesAfterItsStateWasRefilled() {
        MersenneTwister random = MersenneTwister.initGenrand(5489);
        outputs(random, 9_999);

        assertThat(outputs(random, 1))
                .as("the 10,000th output that the C++ standard prescribes for mt19937")
                .containsExactly(4123659995L);
    }

    @Test
    void shuffledAsPythonDoes() {
        assertThat(python(2)).containsExactly(1, 0);
        assertThat(python(10)).containsExactly(9, 6, 2, 5, 7, 8, 4, 1, 3, 0);
        assertThat(python(20)).containsExactly(4, 13, 17, 19, 8, 16, 7, 0, 3, 14, 10, 9, 15, 11, 18, 5, 12, 2, 6, 1);
        assertThat(python(300)).startsWith(159, 42, 1, 122, 109, 89, 97, 167, 104, 230, 136, 285, 243, 280, 75);
    }

    @Test
    void shuffledAsNumpyDoes() {
        assertThat(numpy(2)).containsExactly(0, 1);
        assertThat(numpy(10)).containsExactly(7, 2, 6, 1, 5, 8, 0, 4, 3, 9);
        assertThat(numpy(20)).containsExactly(1, 15, 0, 2, 18, 7, 10, 6, 19, 4, 17, 5, 16, 11, 8, 12, 3, 14, 9, 13);
        assertThat(numpy(300)).startsWith(250, 296, 237, 129, 115, 48, 16, 267, 210, 122, 0, 185, 102, 146, 3);
    }

    @Test
    void listsOfNoneAndOneStayAsTheyAre() {
        assertThat(python(0)).isEmpty();
        assertThat(numpy(1)).containsExactly(0);
    }

    private static List<Integer> python(int n) {
        List<Integer> list = upTo(n);
        Shuffles.python(list, MersenneTwister.initByArray(1001));
        return list;
    }

    private static List<Integer> numpy(int n) {
        List<Integer> list = upTo(n);
        Shuffles.numpy(list, MersenneTwister.initGenrand(1001));
        return list;
    }

    private static List<Integer> upTo(int n) {
        return new ArrayList<>(IntStream.range(0, n).boxed().toList());
    }

    private static List<Long> outputs(MersenneTwister random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toUnsignedLong(random.nextInt()))
                .toList();
    }
}
