package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the delivery works with.
 *
 * @param log what is to be delivered.
 * @param ledger the accounts.
 * @param registry the devices to announce.
 * @param putAside takes what the platform refuses for good.
 * @param own what the gateway says of itself on every connect.
 * @param announcements told which devices the platform has been told of.
 */
public record DeliveryParts(
    RecordLog<StoredRecord> log,
    Ledger ledger,
    DeviceRegistry registry,
    PutAside putAside,
    Supplier<List<DataPoint>> own,
    AnnouncementListener announcements) {}
