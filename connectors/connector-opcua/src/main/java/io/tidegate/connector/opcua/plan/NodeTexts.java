package io.tidegate.connector.opcua.plan;

import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.value.TypeCast;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** What nodes say, as parts of names of devices. */
final class NodeTexts {

  private final Services services;
  private final ValueConverter values;

  NodeTexts(Services services, ValueConverter values) {
    this.services = services;
    this.values = values;
  }

  /** What to read of a node. */
  record Source(NodeId node, AttributeId attribute) {

    ReadValueId toRead() {
      return Services.attribute(node, attribute);
    }
  }

  /** The texts; null for each that there is none of. */
  List<@Nullable String> read(List<Source> sources) throws IOException, InterruptedException {
    List<DataValue> answers = services.read(sources.stream().map(Source::toRead).toList());
    List<@Nullable String> texts = new ArrayList<>(answers.size());
    for (DataValue answer : answers) {
      texts.add(answer.statusCode().isBad() ? null : text(answer.value().value()));
    }
    return texts;
  }

  private @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case QualifiedName name -> name.name();
      case LocalizedText text -> text.text();
      default -> {
        Value converted = values.convert(value);
        yield converted == null ? null : TypeCast.text(converted);
      }
    };
  }
}
