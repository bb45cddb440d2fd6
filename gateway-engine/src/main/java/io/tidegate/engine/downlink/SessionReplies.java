package io.tidegate.engine.downlink;

import io.tidegate.connector.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the sessions of a connector reply to one request. Who has not replied is late. */
final class SessionReplies {

  private final List<Reply> replies;

  SessionReplies(int sessions) {
    replies = new ArrayList<>(Collections.nCopies(sessions, new Reply.Expired()));
  }

  synchronized void replied(int session, Reply reply) {
    replies.set(session, reply);
  }

  /** One reply of all, as things stand. */
  synchronized Reply joined() {
    return Replies.joined(replies);
  }
}
