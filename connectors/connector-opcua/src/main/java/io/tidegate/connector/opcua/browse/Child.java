package io.tidegate.connector.opcua.browse;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;

/** A node below another one, with its browse name. */
public record Child(NodeId id, int namespace, String name, NodeClass nodeClass) {}
