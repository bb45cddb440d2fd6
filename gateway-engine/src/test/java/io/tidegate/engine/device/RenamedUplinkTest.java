package io.tidegate.engine.device;

import static io.tidegate.engine.fixture.Fixtures.reports;
import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.fixture.FakePlatform;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RenamedUplinkTest {

  private static final Device A = new Device("A", "default");

  private final FakePlatform platform = new FakePlatform(1);
  private final Gateway gateway;
  private final EndpointSink sink;
  private final DeviceBook book;

  RenamedUplinkTest() throws IOException {
    gateway = new Gateway(MemoryLog::new, platform, settings(10, 1_000));
    sink = gateway.connector("c").sink();
    book =
        new DeviceBook(
            gateway.registry(),
            gateway.renamings(),
            new DeviceStore() {
              @Override
              public List<StoredDevice> read() {
                return List.of();
              }

              @Override
              public void write(List<StoredDevice> devices) {}
            },
            new ManualPulse());
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  @Test
  void aRenamedDeviceIsAnnouncedAndReportedUnderItsNewNameItsBacklogToo() throws Exception {
    sink.accept(reports(timeseries("A", 1, "n", new Value.Int(1))));
    book.renamed("A", "A2");
    gateway.start();
    sink.accept(reports(timeseries("A", 2, "n", new Value.Int(2))));
    await().until(gateway::delivered);
    assertThat(platform.arrived())
        .extracting(record -> record.device().name())
        .containsExactly("A2", "A2");
    assertThat(platform.events()).contains("announce A2").doesNotContain("announce A");
  }

  @Test
  void aRenamingIsToldAtOnceSoThatTheDeviceStaysReachable() throws Exception {
    gateway.start();
    sink.opened(new Names());
    sink.online(A);
    await().until(() -> platform.events().contains("announce A"));
    book.renamed("A", "A2");
    await().until(() -> platform.events().contains("announce A2"));
    assertThat(call("A2")).isEqualTo(new Reply.Answered(new Value.Text("A")));
    gateway.loop().attributes(A, AttributeScope.SHARED, List.of("k"));
    gateway.loop().claim(A, null, null);
    assertThat(platform.events()).contains("attributes A2 [k]", "claim A2");

    book.renamed("A2", "A");
    await().until(() -> platform.events().getLast().equals("announce A"));
    sink.offline(A);
    await().until(() -> platform.events().getLast().equals("withdraw A"));
  }

  @Test
  void aDeletedDeviceIsConnectedAgainByItsNextData() throws Exception {
    gateway.start();
    sink.accept(reports(timeseries("A", 1, "n", new Value.Int(1))));
    await().until(gateway::delivered);
    book.deleted("A");
    sink.accept(reports(timeseries("A", 2, "n", new Value.Int(2))));
    await().until(gateway::delivered);
    assertThat(platform.events())
        .containsSubsequence("announce A", "data A", "announce A", "data A");
  }

  private Reply call(String device) throws InterruptedException {
    BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    platform.request(
        new RpcRequest(new Device(device, "default"), 1, "name", new Value.Json("null"), null),
        replies::add);
    Reply reply = replies.poll(10, TimeUnit.SECONDS);
    assertThat(reply).isNotNull();
    return reply;
  }

  /** Answers with the name under which it was asked. */
  private static final class Names implements Session {

    @Override
    public void run() {}

    @Override
    public Reply handle(Downlink request) {
      return new Reply.Answered(new Value.Text(((RpcRequest) request).device().name()));
    }

    @Override
    public void close() {}
  }
}
