package io.tidegate.engine.device;

/** A connector as devices are assigned to it; its id stays when its name is changed. */
public record ConfiguredConnector(String id, String name, String type) {}
