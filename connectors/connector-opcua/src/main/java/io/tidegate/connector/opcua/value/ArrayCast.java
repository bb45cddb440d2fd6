package io.tidegate.connector.opcua.value;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import tools.jackson.databind.JsonNode;

/** Turns JSON arrays into arrays and matrices of a built-in type. */
final class ArrayCast {

  /** Nobody has a matrix of more; deeper text is somebody's mistake. */
  private static final int MOST_DIMENSIONS = 10;

  private ArrayCast() {}

  /** Arrays of arrays have to be of one length: they are a matrix (Part 6, 5.2.2.16). */
  static Variant cast(JsonNode array, OpcUaDataType type) throws UnfitValueException {
    int[] dimensions = dimensions(array);
    List<Object> elements = new ArrayList<>();
    flatten(array, dimensions, 0, type, elements);
    Object flat = Array.newInstance(type.getBackingClass(), elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(flat, i, elements.get(i));
    }
    return new Variant(dimensions.length == 1 ? flat : new Matrix(flat, dimensions, type));
  }

  private static int[] dimensions(JsonNode array) throws UnfitValueException {
    List<Integer> lengths = new ArrayList<>();
    for (JsonNode node = array; node != null && node.isArray(); node = node.get(0)) {
      lengths.add(node.size());
      if (lengths.size() > MOST_DIMENSIONS) {
        throw new UnfitValueException("has more than " + MOST_DIMENSIONS + " dimensions");
      }
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void flatten(
      JsonNode node, int[] dimensions, int depth, OpcUaDataType type, List<Object> elements)
      throws UnfitValueException {
    if (depth == dimensions.length) {
      String text = node.isString() ? node.asString() : node.toString();
      elements.add(TypeCast.scalar(text, type));
      return;
    }
    if (!node.isArray() || node.size() != dimensions[depth]) {
      throw new UnfitValueException(node + " is not as long as its neighbours");
    }
    for (JsonNode element : node) {
      flatten(element, dimensions, depth + 1, type, elements);
    }
  }
}
