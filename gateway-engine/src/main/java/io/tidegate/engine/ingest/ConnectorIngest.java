package io.tidegate.engine.ingest;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Platform;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.data.Device;
import io.tidegate.data.Journey;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.device.DeviceListener;
import io.tidegate.engine.downlink.Outlet;
import io.tidegate.engine.ledger.Account;
import io.tidegate.engine.ledger.Points;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.report.Admission;
import io.tidegate.engine.report.ReportFilter;
import io.tidegate.engine.report.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in for one connector: device filter, report strategies, accounts, log. */
public final class ConnectorIngest implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConnectorIngest.class);

  private final Ingest ingest;
  private final ConnectorSetup setup;
  private final Account account;
  private final Intake intake;
  private final ReportFilter filter;
  private final Rejections rejections;
  private final DeviceListener filterFollowsDevices = new FilterFollowsDevices();

  ConnectorIngest(Ingest ingest, ConnectorSetup setup) {
    this.ingest = ingest;
    this.setup = setup;
    this.account = ingest.ledger().account(setup.name());
    this.intake = new Intake(ingest.log());
    this.rejections = new Rejections(setup.name(), ingest.pulse());
    this.filter = new ReportFilter(setup.reporting(), this::repeat, ingest.pulse());
    ingest.watch().follow(setup.name(), filter);
    ingest.registry().connector(setup.name(), setup.type());
    ingest.registry().listen(filterFollowsDevices);
  }

  /** The sink for one endpoint of the connector. */
  public EndpointSink sink() {
    return new EndpointSink(this, ingest.outlets().add(setup.name()));
  }

  /** The latest rejected readings, oldest first. */
  public List<RejectedReading> rejections() {
    return rejections.latest();
  }

  /** Ends the periodic reports. */
  @Override
  public void close() {
    filter.close();
    ingest.registry().unlisten(filterFollowsDevices);
    ingest.watch().unfollow(setup.name(), filter);
  }

  void accept(List<Report> reports, Source source, Outlet outlet) throws InterruptedException {
    long handedOver = setup.latencies() == LatencyDebug.ON ? ingest.pulse().millis() : 0;
    Admission admission = filter.begin();
    List<StoredRecord> admitted = new ArrayList<>(reports.size());
    try {
      for (Report report : reports) {
        UplinkRecord record = admit(report, source, outlet, admission);
        if (record != null) {
          admitted.add(new StoredRecord(setup.name(), withJourney(record, report, handedOver)));
        }
      }
      store(admitted);
    } catch (InterruptedException | RuntimeException | Error e) {
      admission.lost();
      throw e;
    }
    admission.stored();
  }

  private UplinkRecord withJourney(UplinkRecord record, Report report, long handedOver) {
    if (setup.latencies() == LatencyDebug.OFF) {
      return record;
    }
    long received = report.receivedAt() == 0 ? handedOver : report.receivedAt();
    return record.with(new Journey(setup.name(), received, handedOver, ingest.pulse().millis()));
  }

  private @Nullable UplinkRecord admit(
      Report report, Source source, Outlet outlet, Admission admission)
      throws InterruptedException {
    String device = report.record().device().name();
    if (!setup.wanted().admits(device)) {
      account.filtered(device, "device filter");
      return null;
    }
    if (report.record().points().isEmpty()) {
      account.filtered(device, "no values");
      return null;
    }
    UplinkRecord record = filter.admit(report, source, admission);
    ingest.registry().seen(report.record().device(), setup.name());
    outlet.reported(device);
    if (record == null) {
      account.filtered(device, "report strategy");
    }
    return record;
  }

  private void store(List<StoredRecord> admitted) throws InterruptedException {
    if (!admitted.isEmpty()) {
      intake.append(admitted, new Readings());
    }
  }

  private void repeat(List<UplinkRecord> records) throws InterruptedException {
    intake.append(
        records.stream().map(record -> new StoredRecord(setup.name(), record)).toList(),
        new Repetitions());
  }

  void rejected(Rejection rejection) {
    account.rejected(rejection.reason());
    rejections.add(rejection);
  }

  void missed(Missed missed) {
    account.missed(missed);
  }

  void online(Device device, Outlet outlet) {
    if (setup.wanted().admits(device.name())) {
      outlet.reported(device.name());
      ingest.registry().online(device, setup.name());
    } else {
      log.debug("{}: device {} is not wanted", setup.name(), device.name());
    }
  }

  Platform platform() {
    return ingest.platform();
  }

  void offline(Device device) {
    ingest.registry().offline(device);
  }

  private final class Readings implements Intake.Books {

    @Override
    public void stored(StoredRecord record) {
      account.stored(record.record().device().name());
      account.produced(Points.of(record));
    }

    @Override
    public void refused(StoredRecord record, String detail) {
      String device = record.record().device().name();
      account.rejected(device, DOES_NOT_FIT);
      rejections.add(new Rejection(device, DOES_NOT_FIT, detail));
    }
  }

  private final class Repetitions implements Intake.Books {

    @Override
    public void stored(StoredRecord record) {
      account.repeated(record.record().device().name());
    }

    @Override
    public void refused(StoredRecord record, String detail) {
      // The reading that is repeated is in the books.
    }
  }

  /** A device that is offline is not repeated; one that was deleted is reported anew. */
  private final class FilterFollowsDevices implements DeviceListener {

    @Override
    public void online(Device device, String connector) {
      // Its next reading starts the repeating.
    }

    @Override
    public void offline(Device device) {
      filter.unreachable(device);
    }

    @Override
    public void forgotten(Device device) {
      filter.forgotten(device);
    }
  }
}
