package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import io.tidegate.connector.opcua.secure.Policies;
import io.tidegate.connector.opcua.secure.ServerSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file of a connector for what was found. */
final class MappingWriter {

  private static final String SEPARATOR = "\\.";

  private final Site site;
  private final ServerOptions options;
  private final boolean byId;
  private final JsonMapper json = JsonMapper.shared();
  private final Set<String> devices = new HashSet<>();

  MappingWriter(Site site, ServerOptions options, boolean byId) {
    this.site = site;
    this.options = options;
    this.byId = byId;
  }

  String write(Found root) throws UaException {
    ObjectNode file = json.createObjectNode();
    server(file.putObject("server"));
    ArrayNode mapping = file.putArray("mapping");
    devices(root, pathTo(root), mapping);
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(file);
  }

  private void server(ObjectNode node) {
    ServerSettings settings = options.settings();
    node.put("url", settings.address());
    node.put("security", Policies.name(settings.policy()));
    if (settings.policy() != SecurityPolicy.NONE) {
      node.put("securityMode", settings.mode() == SecurityMode.SIGN ? "Sign" : "SignAndEncrypt");
    }
    if (settings.trust().anyHostName()) {
      node.putObject("trust").put("anyHostName", true);
    }
    identity(settings.identity(), node.putObject("identity"));
  }

  /** A password belongs into the file, but not onto a screen or into a shell's redirection. */
  private static void identity(IdentityConfig identity, ObjectNode node) {
    node.put("type", identity.hasUser() ? "username" : "anonymous");
    put(node, "username", identity.username());
    put(node, "password", identity.hasUser() ? "" : null);
    put(node, "pathToClientCert", identity.pathToClientCert());
    put(node, "pathToPrivateKey", identity.pathToPrivateKey());
    put(node, "pathToUserCert", identity.pathToUserCert());
    put(node, "pathToUserKey", identity.pathToUserKey());
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  /** An object with variables is a device; what has none is looked into. */
  private void devices(Found node, List<String> path, ArrayNode mapping) throws UaException {
    if (!node.variables().isEmpty()) {
      device(node, path, mapping.addObject());
      return;
    }
    for (Found child : node.objects()) {
      // Namespace 0 is the server's own.
      if (child.id().getNamespaceIndex().intValue() > 0) {
        List<String> below = new ArrayList<>(path);
        below.add(child.segment());
        devices(child, below, mapping);
      }
    }
  }

  private void device(Found node, List<String> path, ObjectNode entry) throws UaException {
    entry.put(
        "deviceNodePattern", byId ? node.id().toParseableString() : String.join(SEPARATOR, path));
    entry.put("deviceNodeSource", byId ? "identifier" : "path");
    ObjectNode info = entry.putObject("deviceInfo");
    info.put("deviceNameExpression", uniqueName(path));
    info.put("deviceNameExpressionSource", "constant");
    info.put("deviceProfileExpression", "default");
    info.put("deviceProfileExpressionSource", "constant");
    Set<String> keys = new HashSet<>();
    tags(node.properties(), List.of(), entry.putArray("attributes"), keys);
    ArrayNode timeseries = entry.putArray("timeseries");
    below(node, List.of(), timeseries, keys);
    entry.putArray("attributes_updates");
    methods(node, entry.putArray("rpc_methods"));
  }

  /** The node's name; more of its path where another device has that. */
  private String uniqueName(List<String> path) {
    for (int from = path.size() - 1; from > 0; from--) {
      String name = String.join(" ", path.subList(from, path.size()));
      if (devices.add(name)) {
        return name;
      }
    }
    return String.join(" ", path);
  }

  private void below(Found node, List<String> path, ArrayNode tags, Set<String> keys) {
    tags(node.variables(), path, tags, keys);
    for (Found child : node.objects()) {
      List<String> deeper = new ArrayList<>(path);
      deeper.add(child.segment());
      below(child, deeper, tags, keys);
    }
  }

  private void tags(List<Found> variables, List<String> path, ArrayNode tags, Set<String> keys) {
    for (Found variable : variables) {
      List<String> whole = new ArrayList<>(path);
      whole.add(variable.segment());
      String name = String.valueOf(variable.name().name());
      String key = keys.add(name) ? name : String.join(".", whole);
      keys.add(key);
      tags.addObject()
          .put("key", key)
          .put("type", byId ? "identifier" : "path")
          .put(
              "value",
              "${"
                  + (byId ? variable.id().toParseableString() : String.join(SEPARATOR, whole))
                  + "}");
    }
  }

  private void methods(Found node, ArrayNode methods) throws UaException {
    for (Found method : node.methods()) {
      ObjectNode entry = methods.addObject();
      entry.put("method", String.valueOf(method.name().name()));
      ArrayNode arguments = entry.putArray("arguments");
      for (String type : InputArguments.types(site, method.id())) {
        arguments.addObject().put("type", type);
      }
    }
  }

  /** The names from the root down to where browsing began. */
  private List<String> pathTo(Found root) throws UaException {
    List<String> names = new ArrayList<>();
    NodeId node = root.id();
    while (!node.equals(NodeIds.RootFolder) && names.size() < 100) {
      names.addFirst(site.name(node));
      NodeId parent = site.parent(node);
      if (parent == null) {
        break;
      }
      node = parent;
    }
    names.addFirst("Root");
    return names;
  }
}
