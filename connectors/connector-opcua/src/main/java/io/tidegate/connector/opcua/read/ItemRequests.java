package io.tidegate.connector.opcua.read;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.plan.TagSpec;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.jspecify.annotations.Nullable;

/** How tags are to be monitored (Part 4, 5.13.2). */
final class ItemRequests {

  private final EncodingContext encoding;

  ItemRequests(EncodingContext encoding) {
    this.encoding = encoding;
  }

  /** As configured. */
  MonitoredItemCreateRequest of(Source source, int handle) {
    return request(source, handle, filter(source.tag().spec()));
  }

  /** Without a deadband, for a server that has none. */
  MonitoredItemCreateRequest withoutFilter(Source source, int handle) {
    return request(source, handle, null);
  }

  private static MonitoredItemCreateRequest request(
      Source source, int handle, @Nullable ExtensionObject filter) {
    TagSpec spec = source.tag().spec();
    return new MonitoredItemCreateRequest(
        Services.value(source.tag().node()),
        MonitoringMode.Reporting,
        new MonitoringParameters(
            uint(handle), spec.samplingMillis(), filter, uint(spec.queueSize()), true));
  }

  private @Nullable ExtensionObject filter(TagSpec spec) {
    if (spec.deadband() > 0) {
      return filter(DeadbandType.Absolute, spec.deadband());
    }
    return spec.deadbandPercent() > 0 ? filter(DeadbandType.Percent, spec.deadbandPercent()) : null;
  }

  private ExtensionObject filter(DeadbandType type, double value) {
    return ExtensionObject.encode(
        encoding,
        new DataChangeFilter(DataChangeTrigger.StatusValue, uint(type.getValue()), value));
  }
}
