package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.ReasonCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What the stand-in was told to do. May be changed at any time from any thread. */
public final class Behaviour {

  /** Whether {@code getSessionLimits} is answered. */
  public enum LimitsAnswer {
    GIVEN,
    /** As an old platform does: an answer with an error in it. */
    ERROR,
    NONE
  }

  /** Whether the rate limits are more than words; clients that are connected keep what they had. */
  public enum LimitsEnforcement {
    ON,
    OFF
  }

  /** Whether requests for attributes are answered. */
  public enum RequestsAnswer {
    GIVEN,
    NONE
  }

  private record Rule(Predicate<IncomingMessage> messages, Answer answer) {}

  private static final Answer ACCEPT = new Answer.Accept();

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private volatile ConnectAnswer connectAnswer = new ConnectAnswer.Accept();
  private volatile SessionLimits limits = SessionLimits.DEFAULT;
  private volatile LimitsAnswer limitsAnswer = LimitsAnswer.GIVEN;
  private volatile RequestsAnswer requestsAnswer = RequestsAnswer.GIVEN;
  private volatile LimitsEnforcement enforcement = LimitsEnforcement.OFF;
  private volatile Answer overQuota = new Answer.RefuseAndClose(ReasonCode.QUOTA_EXCEEDED);

  /** Does this with every client that connects from now on. */
  public void onConnect(ConnectAnswer answer) {
    connectAnswer = answer;
  }

  /** Does this with all messages that carry data, in place of all that was said before. */
  public void answerData(Answer answer) {
    answer(message -> isData(message.topic()), answer);
  }

  /** Does this with the messages that fit, in place of all that was said before. */
  public void answer(Predicate<IncomingMessage> messages, Answer answer) {
    rules.clear();
    rules.add(new Rule(messages, answer));
  }

  /** Does this with the next so many messages that carry data, and behaves well after them. */
  public void answerNextData(int messages, Answer answer) {
    AtomicInteger left = new AtomicInteger(messages);
    answer(message -> isData(message.topic()) && left.getAndDecrement() > 0, answer);
  }

  /** Does this with the messages that fit and that no rule so far is for. */
  public void answerFurther(Predicate<IncomingMessage> messages, Answer answer) {
    rules.add(new Rule(messages, answer));
  }

  /** What {@code getSessionLimits} is told from now on. */
  public void limits(SessionLimits answer) {
    limits = answer;
  }

  public void answerLimits(LimitsAnswer answer) {
    limitsAnswer = answer;
  }

  /** Whether requests for attributes are answered from now on; they are acknowledged anyway. */
  public void answerRequests(RequestsAnswer answer) {
    requestsAnswer = answer;
  }

  /** Whether clients that connect from now on are held to the rate limits. */
  public void enforceLimits(LimitsEnforcement mode) {
    enforcement = mode;
  }

  /** What is done with a message that exceeds a rate limit; 0x97 and close if nothing is said. */
  public void overQuota(Answer answer) {
    overQuota = answer;
  }

  /** Behaves well again; the limits stay. */
  public void normal() {
    rules.clear();
    connectAnswer = new ConnectAnswer.Accept();
    limitsAnswer = LimitsAnswer.GIVEN;
    requestsAnswer = RequestsAnswer.GIVEN;
    enforcement = LimitsEnforcement.OFF;
  }

  Answer to(IncomingMessage message) {
    for (Rule rule : rules) {
      if (rule.messages().test(message)) {
        return rule.answer();
      }
    }
    return ACCEPT;
  }

  Answer overQuota() {
    return overQuota;
  }

  ConnectAnswer connectAnswer() {
    return connectAnswer;
  }

  /** What is told now. */
  public SessionLimits limits() {
    return limits;
  }

  LimitsAnswer limitsAnswer() {
    return limitsAnswer;
  }

  RequestsAnswer requestsAnswer() {
    return requestsAnswer;
  }

  LimitsEnforcement enforcement() {
    return enforcement;
  }

  private static boolean isData(String topic) {
    return switch (topic) {
      case Topics.GATEWAY_TELEMETRY,
          Topics.GATEWAY_ATTRIBUTES,
          Topics.OWN_TELEMETRY,
          Topics.OWN_ATTRIBUTES ->
          true;
      default -> false;
    };
  }
}
