package io.tidegate.testkit.sensors;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Publishes the messages of a small plant with QoS 1. Every reading carries its device's number in
 * {@code n} (the tank at bytes 4 to 12). A reading counts as published once the broker has taken it
 * for a subscriber; what nobody listens to can't be lost. The pumps {@code north} and {@code south}
 * can be switched, see {@link PumpSwitches}.
 */
public final class PlantSimulator implements Closeable {

  /** Key under which readings carry their number. */
  public static final String NUMBER = "n";

  private static final long SEED = 20_261_122;

  private final Mqtt5BlockingClient client;
  private final PumpSwitches switches;
  private final List<Sensor> sensors;
  private final Duration period;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LongAdder readings = new LongAdder();

  /**
   * Prepares the plant; nothing is connected yet.
   *
   * @param messagesPerSecond of all sensors together.
   */
  public PlantSimulator(int brokerPort, int messagesPerSecond) {
    client =
        Mqtt5Client.builder()
            .identifier("plant")
            .serverHost("127.0.0.1")
            .serverPort(brokerPort)
            .buildBlocking();
    Random random = new Random(SEED);
    List<Pump> pumps = List.of(new Pump("north", random), new Pump("south", random));
    switches = new PumpSwitches(client.toAsync(), pumps);
    sensors =
        List.of(
            new Boiler(random, Clock.systemUTC()),
            pumps.getFirst(),
            pumps.getLast(),
            new Tank(random),
            new WeatherMast(random),
            new Meters(random));
    period = Duration.ofSeconds(1).multipliedBy(sensors.size()).dividedBy(messagesPerSecond);
  }

  /** Connects and starts publishing. */
  public void start() {
    client.connect();
    switches.listen();
    for (Sensor sensor : sensors) {
      threads.add(Thread.ofVirtual().name("sensor").start(() -> run(sensor)));
    }
  }

  private void run(Sensor sensor) {
    try {
      boolean known = false;
      for (long number = 1; !stopped.await(period.toNanos(), TimeUnit.NANOSECONDS); number++) {
        // Nobody has heard the hello of a sensor that nobody listens to.
        if (!known) {
          sensor.hello().ifPresent(this::publish);
        }
        known = publish(sensor.next(number)) || known;
      }
    } catch (InterruptedException | MqttClientStateException e) {
      // The plant was closed.
    }
  }

  /** Whether somebody listens. */
  private boolean publish(SensorMessage message) {
    try {
      var result =
          client
              .publishWith()
              .topic(message.topic())
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(message.payload())
              .send();
      boolean heard =
          result instanceof Mqtt5Qos1Result acknowledged
              && acknowledged.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.SUCCESS;
      if (heard) {
        readings.add(message.devices().size());
      }
      return heard;
    } catch (Mqtt5PubAckException e) {
      return false;
    }
  }

  /** The readings published so far. */
  public long published() {
    return readings.sum();
  }

  /** Publishes no more; when it returns, what was published is counted. */
  public void stop() throws InterruptedException {
    stopped.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    if (client.getState().isConnected()) {
      client.disconnect();
    }
  }
}
