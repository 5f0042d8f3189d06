package mathsymbols;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mathsymbols.io.Json;

/** What may befall a file: bits turned over, the end cut off, false numbers, parts in each other's places, plain lies. */
public final class Harm {
    private static final List<String> LIES = List.of(
            "null",
            "[]",
            "{}",
            "true",
            "-1",
            "0",
            "2147483647",
            "-2147483648",
            "9223372036854775807",
            "1e400",
            "0.5",
            "\"\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"\\u0000\"",
            "\"\\u001b[2J\"",
            "\"RUNNING\"",
            "\"COMPLETED\"",
            "[null]",
            "{\"@class\": \"java.lang.Runtime\"}");

    private Harm() {}

    /** A harmed copy of a file's bytes; now and then of none at all. */
    public static byte[] toBytes(byte[] sound, Random random) {
        byte[] harmed = sound.clone();
        int place = random.nextInt(sound.length);
        switch (random.nextInt(7)) {
            case 0 -> harmed = Arrays.copyOf(harmed, place);
            case 1 -> harmed = Arrays.copyOf(harmed, sound.length + 1 + random.nextInt(9));
            case 2 -> {
                int from = random.nextInt(sound.length);
                int length = Math.min(sound.length - Math.max(from, place), 1 + random.nextInt(64));
                System.arraycopy(sound, from, harmed, place, length);
            }
            case 3 -> {
                long[] numbers = {Long.MAX_VALUE, Long.MIN_VALUE, -1, Integer.MAX_VALUE, 1L << 40};
                byte[] number = ByteBuffer.allocate(Long.BYTES)
                        .putLong(numbers[random.nextInt(numbers.length)])
                        .array();
                int at = random.nextBoolean() ? 0 : place;
                System.arraycopy(number, 0, harmed, at, Math.min(number.length, sound.length - at));
            }
            case 4 -> Arrays.fill(harmed, place, Math.min(sound.length, place + 20), (byte) (random.nextInt(3) - 1));
            default -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    harmed[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return harmed;
    }

    /** Well-formed JSON in which one value is another, is missing, or has changed places with its neighbour. */
    public static byte[] toJson(byte[] sound, Random random) throws IOException {
        JsonNode root = Json.MAPPER.readTree(sound);
        List<JsonNode> parents = new ArrayList<>();
        collect(root, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        JsonNode lie = lie(random);
        if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set("more", lie);
                case 2 -> object.set(name, object.get(names.get(random.nextInt(names.size()))));
                default -> object.set(name, lie);
            }
        } else if (parent instanceof ArrayNode array) {
            int place = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(place);
                case 1 -> array.add(array.get(place).deepCopy());
                default -> array.set(place, lie);
            }
        }
        return Json.MAPPER.writeValueAsBytes(random.nextInt(50) == 0 ? lie : root);
    }

    private static JsonNode lie(Random random) throws IOException {
        return switch (random.nextInt(LIES.size() + 3)) {
            case 0 -> TextNode.valueOf("x".repeat(1000));
            case 1 -> Json.MAPPER.getNodeFactory().numberNode(BigInteger.TEN.pow(300));
            case 2 -> Json.MAPPER.getNodeFactory().numberNode(random.nextInt(7));
            default -> Json.MAPPER.readTree(LIES.get(random.nextInt(LIES.size())));
        };
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (!node.isEmpty()) {
            parents.add(node);
        }
        node.forEach(child -> collect(child, parents));
    }
}
