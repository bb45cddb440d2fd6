package io.tidegate.connector.opcua.link;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/** The services of the server, in bulk and within its limits. Safe for several threads. */
public final class Services {

  private static final ViewDescription WHOLE_ADDRESS_SPACE =
      new ViewDescription(NodeId.NULL_VALUE, DateTime.MIN_VALUE, uint(0));

  private final Requests requests;
  private volatile Limits limits = Limits.NONE;

  Services(Requests requests) {
    this.requests = requests;
  }

  /** Asks the server for its limits. */
  void learnLimits() throws IOException, InterruptedException {
    limits =
        Limits.of(
            send(
                List.of(
                    value(NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead),
                    value(NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerWrite),
                    value(NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerMethodCall),
                    value(NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse),
                    value(
                        NodeIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall),
                    value(
                        NodeIds
                            .Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData))));
  }

  /** What the server takes in one request. */
  public Limits limits() {
    return limits;
  }

  /** What to read for the value of a node. */
  public static ReadValueId value(NodeId node) {
    return attribute(node, AttributeId.Value);
  }

  /** What to read for an attribute of a node. */
  public static ReadValueId attribute(NodeId node, AttributeId attribute) {
    return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
  }

  /** Reads attributes; with both times of values. */
  public List<DataValue> read(List<ReadValueId> attributes)
      throws IOException, InterruptedException {
    return Portions.send(attributes, limits.read(), this::send);
  }

  private List<DataValue> send(List<ReadValueId> attributes)
      throws IOException, InterruptedException {
    ReadValueId[] ids = attributes.toArray(ReadValueId[]::new);
    return list(
        requests
            .send(
                ReadResponse.class,
                header -> new ReadRequest(header, 0.0, TimestampsToReturn.Both, ids))
            .getResults());
  }

  /** Writes values. */
  public List<StatusCode> write(List<WriteValue> values) throws IOException, InterruptedException {
    return Portions.send(
        values,
        limits.write(),
        part ->
            list(
                requests
                    .send(
                        WriteResponse.class,
                        header -> new WriteRequest(header, part.toArray(WriteValue[]::new)))
                    .getResults()));
  }

  /** Calls methods. */
  public List<CallMethodResult> call(List<CallMethodRequest> calls)
      throws IOException, InterruptedException {
    return Portions.send(
        calls,
        limits.call(),
        part ->
            list(
                requests
                    .send(
                        CallResponse.class,
                        header -> new CallRequest(header, part.toArray(CallMethodRequest[]::new)))
                    .getResults()));
  }

  /** The first references of nodes; what remains has a continuation point. */
  public List<BrowseResult> browse(List<BrowseDescription> nodes)
      throws IOException, InterruptedException {
    return Portions.send(
        nodes,
        limits.browse(),
        part ->
            list(
                requests
                    .send(
                        BrowseResponse.class,
                        header ->
                            new BrowseRequest(
                                header,
                                WHOLE_ADDRESS_SPACE,
                                uint(0),
                                part.toArray(BrowseDescription[]::new)))
                    .getResults()));
  }

  /** More references. */
  public List<BrowseResult> browseNext(List<ByteString> continuationPoints)
      throws IOException, InterruptedException {
    return Portions.send(
        continuationPoints,
        limits.browse(),
        part ->
            list(
                requests
                    .send(
                        BrowseNextResponse.class,
                        header ->
                            new BrowseNextRequest(header, false, part.toArray(ByteString[]::new)))
                    .getResults()));
  }

  /** The history of nodes; what remains has a continuation point. */
  public List<HistoryReadResult> historyRead(
      ExtensionObject details, List<HistoryReadValueId> nodes)
      throws IOException, InterruptedException {
    return Portions.send(
        nodes,
        limits.historyRead(),
        part ->
            list(
                requests
                    .send(
                        HistoryReadResponse.class,
                        header ->
                            new HistoryReadRequest(
                                header,
                                details,
                                TimestampsToReturn.Both,
                                false,
                                part.toArray(HistoryReadValueId[]::new)))
                    .getResults()));
  }

  /** The server's clock. */
  public Instant serverTime() throws IOException, InterruptedException {
    return requests
        .send(
            ReadResponse.class,
            header ->
                new ReadRequest(
                    header,
                    0.0,
                    TimestampsToReturn.Neither,
                    new ReadValueId[] {value(NodeIds.Server_ServerStatus_State)}))
        .getResponseHeader()
        .getTimestamp()
        .getJavaInstant();
  }

  private static <T> List<T> list(T @Nullable [] results) {
    return results == null ? List.of() : Arrays.asList(results);
  }
}
