package io.tidegate.config.gateway;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Range;

/** The section {@code thingsboard.checkingDeviceActivity}. */
public record DeviceActivityConfig(
    @Doc("Whether a silent device is disconnected; its next data connects it again.")
        @Default("false")
        boolean checkDeviceInactivity,
    @Doc("Seconds of silence.") @Default("50") @Range(min = 1, max = Integer.MAX_VALUE)
        int inactivityTimeoutSeconds,
    @Doc("Seconds between two checks.") @Default("1") @Range(min = 1, max = Integer.MAX_VALUE)
        int inactivityCheckPeriodSeconds) {}
