package io.tidegate.engine.device;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What devices are called on the platform, where that is not their own name. Everything in the
 * gateway goes by their own; only at the way to the platform names are exchanged. Safe for use by
 * several threads.
 */
public final class Renamings {

  /** Names come from outside. */
  private static final int MOST = 100_000;

  private final Map<String, String> toPlatform = new ConcurrentHashMap<>();
  private final Map<String, String> toOwn = new ConcurrentHashMap<>();

  /** What the platform calls a device. */
  public String onPlatform(String own) {
    return toPlatform.getOrDefault(own, own);
  }

  /** What a device that the platform names calls itself. */
  public String own(String onPlatform) {
    return toOwn.getOrDefault(onPlatform, onPlatform);
  }

  /** The new name of a device; null if it has none. */
  public @Nullable String of(String own) {
    return toPlatform.get(own);
  }

  /** Whether every device is called on the platform what it calls itself. */
  public boolean isEmpty() {
    return toPlatform.isEmpty();
  }

  /** All new names, by the devices' own. */
  public Map<String, String> all() {
    return Map.copyOf(toPlatform);
  }

  /** The platform calls a device so; its own name ends the renaming. */
  public synchronized void set(String own, String onPlatform) {
    String before = toPlatform.remove(own);
    if (before != null) {
      toOwn.remove(before, own);
    }
    if (!own.equals(onPlatform) && toPlatform.size() < MOST) {
      toPlatform.put(own, onPlatform);
      toOwn.put(onPlatform, own);
    }
  }
}
