package io.tidegate.testkit;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Platform;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers with the attributes that it was given, and keeps what it was asked, for assertions. */
public final class CapturingPlatform implements Platform {

  private final Map<Owner, Map<String, Value>> attributes = new ConcurrentHashMap<>();
  private final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
  private volatile @Nullable String failure;

  /** A device's request to be claimed. */
  public record Claim(Device device, @Nullable String secretKey, @Nullable Duration duration) {}

  private record Owner(String device, AttributeScope scope) {}

  /** Sets an attribute of a device. */
  public void set(String device, AttributeScope scope, String name, Value value) {
    attributes
        .computeIfAbsent(new Owner(device, scope), _ -> new ConcurrentHashMap<>())
        .put(name, value);
  }

  /** Makes every request fail from now on; null makes it work again. */
  public void fail(@Nullable String reason) {
    failure = reason;
  }

  /** The next claim, or a failure if none comes in time. */
  public Claim nextClaim(Duration patience) throws InterruptedException {
    Claim claim = claims.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (claim == null) {
      throw new AssertionError("no claim within " + patience);
    }
    return claim;
  }

  @Override
  public Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException {
    check();
    Map<String, Value> known = attributes.getOrDefault(new Owner(device.name(), scope), Map.of());
    Map<String, Value> asked = new LinkedHashMap<>();
    for (String name : names.isEmpty() ? known.keySet() : names) {
      Value value = known.get(name);
      if (value != null) {
        asked.put(name, value);
      }
    }
    return asked;
  }

  @Override
  public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException {
    check();
    claims.add(new Claim(device, secretKey, duration));
  }

  private void check() throws IOException {
    String reason = failure;
    if (reason != null) {
      throw new IOException(reason);
    }
  }
}
