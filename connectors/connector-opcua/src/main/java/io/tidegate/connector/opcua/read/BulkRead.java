package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.Services;
import java.io.IOException;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/** Reads and hands over the values of many sources, as many at once as the server takes. */
record BulkRead(Services services, Harvest harvest) {

  /** How many the server takes at once. */
  int most() {
    return services.limits().read();
  }

  void of(List<Source> sources) throws IOException, InterruptedException {
    int limit = most();
    for (int from = 0; from < sources.size(); from += limit) {
      part(sources.subList(from, Math.min(sources.size(), from + limit)));
    }
  }

  private void part(List<Source> part) throws IOException, InterruptedException {
    List<DataValue> values =
        services.read(part.stream().map(s -> Services.value(s.tag().node())).toList());
    for (int i = 0; i < part.size(); i++) {
      harvest.add(part.get(i), values.get(i));
    }
    harvest.flush();
  }
}
