package io.tidegate.testkit.thingsboard;

/**
 * A reply to a call.
 *
 * @param body the JSON text of its data.
 * @param qos what it came with.
 * @param arrivalNanos of {@link System#nanoTime}.
 */
public record RpcReply(String body, int qos, long arrivalNanos) {}
