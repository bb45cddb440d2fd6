package io.tidegate.engine.report;

/** The life of one session: when it ends, its values are not repeated any more. */
public final class Source {

  private volatile boolean live = true;

  /** The session has ended. */
  public void end() {
    live = false;
  }

  boolean live() {
    return live;
  }
}
