package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;

/** A method of the gateway. Runs on a thread of its own and may block for a moment. */
@FunctionalInterface
interface Method {

  /** Carries it out; an {@link RpcException} tells why it was not. */
  Reply call(Params params);
}
