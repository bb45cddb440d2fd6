package io.tidegate.app.rpc;

/** A method was not carried out; the message tells the caller why. */
public final class RpcException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one with a reason for people. */
  public RpcException(String reason) {
    super(reason);
  }
}
