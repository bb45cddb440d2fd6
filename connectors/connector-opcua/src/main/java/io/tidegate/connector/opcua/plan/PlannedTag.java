package io.tidegate.connector.opcua.plan;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** A tag of one device, and its node. */
public record PlannedTag(TagSpec spec, NodeId node) {}
