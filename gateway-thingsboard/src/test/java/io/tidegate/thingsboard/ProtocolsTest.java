package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.thingsboard.Protocols.Opened;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProtocolsTest {

  private static final byte[] ACCEPTED_311 = {0x20, 2, 0, 0};
  private static final byte[] BAD_VERSION_311 = {0x20, 2, 0, 1};
  private static final byte[] BAD_CREDENTIALS_311 = {0x20, 2, 0, 4};
  private static final byte[] ACCEPTED_5 = {0x20, 3, 0, 0, 0};
  private static final byte[] BAD_VERSION_5 = {0x20, 3, 0, (byte) 0x84, 0};
  private static final byte[] NO_ANSWER = {};

  private final List<Integer> versions = new CopyOnWriteArrayList<>();
  private final Protocols protocols = new Protocols();
  private volatile byte[] answerTo311 = ACCEPTED_311;
  private volatile byte[] answerTo5 = ACCEPTED_5;
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void mqtt5IsSpokenToServersThatHaveIt() throws Exception {
    open();
    assertThat(versions).containsExactly(5);
  }

  @Test
  void aServerThatRefusesVersion5InItsOwnFormatIsNeverAskedAgain() throws Exception {
    answerTo5 = BAD_VERSION_311;
    open();
    open();
    assertThat(versions).containsExactly(5, 4, 4);
  }

  @Test
  void aServerThatRefusesVersion5InTheFormatOfVersion5IsNeverAskedAgain() throws Exception {
    answerTo5 = BAD_VERSION_5;
    open();
    open();
    assertThat(versions).containsExactly(5, 4, 4);
  }

  @Test
  void aServerThatClosesOnVersion5IsTriedIn311FromTheSecondTimeOn() throws Exception {
    answerTo5 = NO_ANSWER;
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    open();
    open();
    answerTo5 = ACCEPTED_5;
    open();
    assertThat(versions).containsExactly(5, 5, 4, 5, 4, 5);
  }

  @Test
  void credentialsThatAServerOf311RefusesAreForTheUserToMend() {
    answerTo5 = BAD_VERSION_5;
    answerTo311 = BAD_CREDENTIALS_311;
    assertThatThrownBy(this::open).isInstanceOf(ConfigurationException.class);
  }

  private void open() throws IOException, InterruptedException {
    Server address = new Server("127.0.0.1", server.getLocalPort());
    Opened opened = protocols.open(LinkOptions.of(settings(server.getLocalPort()), address));
    opened.link().close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        answer(client);
      } catch (IOException e) {
        // The client has gone, or the test is over.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    // Fixed header with a length below 128, then "MQTT" with its length, then the version.
    in.skipNBytes(8);
    int version = in.readByte();
    versions.add(version);
    byte[] answer = version == 5 ? answerTo5 : answerTo311;
    if (answer.length > 0) {
      client.getOutputStream().write(answer);
      while (in.read() >= 0) {
        // Until the client closes.
      }
    }
  }
}
