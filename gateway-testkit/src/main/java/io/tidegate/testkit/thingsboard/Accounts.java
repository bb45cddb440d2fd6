package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.ConnectRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is let in. Safe for several threads. */
public final class Accounts {

  private final List<Account> accounts = new CopyOnWriteArrayList<>();

  Accounts(List<Account> initial) {
    accounts.addAll(initial);
  }

  /** Lets a client in from now on. */
  public void add(Account account) {
    accounts.add(account);
  }

  /** Lets a client in no longer; one that is connected stays. */
  public void remove(String name) {
    accounts.removeIf(account -> account.name().equals(name));
  }

  /** Everybody who is let in. */
  public List<Account> all() {
    return List.copyOf(accounts);
  }

  Optional<Account> of(ConnectRequest request) {
    return accounts.stream().filter(account -> account.credentials().fit(request)).findFirst();
  }
}
