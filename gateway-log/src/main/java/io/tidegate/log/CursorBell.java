package io.tidegate.log;

/** Wakes the writer for commits: for the first since the last save, or all if space is short. */
final class CursorBell implements Runnable {

  private final AppendQueue<?> queue;
  private volatile boolean unsaved;
  private volatile boolean spaceWanted;

  CursorBell(AppendQueue<?> queue) {
    this.queue = queue;
  }

  @Override
  public void run() {
    if (!unsaved || spaceWanted) {
      unsaved = true;
      queue.ring();
    }
  }

  boolean isUnsaved() {
    return unsaved;
  }

  /** Called before the committed offset is read, so that no move is missed. */
  void saving() {
    unsaved = false;
  }

  /** Called before looking for space, so that no commit that frees some is missed. */
  void wantSpace(boolean wanted) {
    spaceWanted = wanted;
  }
}
