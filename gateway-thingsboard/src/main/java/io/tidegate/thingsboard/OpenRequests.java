package io.tidegate.thingsboard;

import io.tidegate.connector.Reply;
import io.tidegate.uplink.DownlinkHandler.Answer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's requests that have no reply yet: sees to it that each gets exactly one. */
final class OpenRequests {

  private static final Logger log = LoggerFactory.getLogger(OpenRequests.class);

  private final Replies replies;
  private final PayloadLimit limit;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  OpenRequests(Replies replies, PayloadLimit limit) {
    this.replies = replies;
    this.limit = limit;
  }

  /** Hands over a request to a device. */
  void ofDevice(String device, long id, Consumer<Answer> handler) {
    hand(
        id + " to " + device,
        handler,
        reply ->
            send(
                MessageClass.DEVICE_MESSAGES,
                Topics.RPC,
                reply,
                each -> Encoded.device(device, id, each)));
  }

  /** Hands over a request to the gateway. */
  void ofGateway(String id, Consumer<Answer> handler) {
    hand(
        id,
        handler,
        reply ->
            send(MessageClass.OWN_MESSAGES, Topics.OWN_RPC_RESPONSE + id, reply, Encoded::gateway));
  }

  /** Hands over what the platform awaits no reply to. */
  void unnumbered(String device, Consumer<Answer> handler) {
    guarded(handler, new Once(reply -> log.debug("attributes of {}: {}", device, reply)));
  }

  /** The same request delivered once more, while it is carried out, is not carried out twice. */
  private void hand(String key, Consumer<Answer> handler, Answer answer) {
    if (!open.add(key)) {
      log.debug("request {} came once more before its reply", key);
      return;
    }
    guarded(
        handler,
        new Once(reply -> {
          open.remove(key);
          answer.reply(reply);
        }));
  }

  private static void guarded(Consumer<Answer> handler, Answer answer) {
    try {
      handler.accept(answer);
    } catch (RuntimeException e) {
      log.error("a request from the platform met a bug", e);
      answer.reply(new Reply.Failed("a bug in the gateway: " + e));
    }
  }

  private void send(MessageClass kind, String topic, Reply reply, Encoding encoding) {
    Encoded encoded = encoding.encode(reply);
    int size = encoded.payload().length;
    int most = limit.bytes();
    if (size > most) {
      encoded =
          encoding.encode(
              new Reply.Failed(
                  "the reply has " + size + " bytes, and the platform takes only " + most));
    }
    if (encoded.payload().length > most) {
      log.debug("no reply on {} is small enough for the platform", topic);
      return;
    }
    replies.send(kind, topic, encoded);
  }

  @FunctionalInterface
  private interface Encoding {

    Encoded encode(Reply reply);
  }

  /** Lets the first reply through. */
  private static final class Once implements Answer {

    private final Answer answer;
    private final AtomicBoolean answered = new AtomicBoolean();

    Once(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void reply(Reply reply) {
      if (answered.compareAndSet(false, true)) {
        answer.reply(reply);
      } else {
        log.debug("a second reply to a request is left out: {}", reply);
      }
    }
  }
}
