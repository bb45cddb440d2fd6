package io.tidegate.config.gateway;

import io.tidegate.config.Alias;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Range;

/** The section {@code grpc}. */
public record GrpcConfig(
    @Doc("Whether the server runs.")
        @Default("false")
        @NoEffect(value = "is not active yet", unless = "false")
        boolean enabled,
    @Doc("Port of the server.") @Default("9595") @Range(min = 1, max = 65535) int serverPort,
    @Doc("Milliseconds between two pings.")
        @Default("10000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int keepAliveTimeMs,
    @Doc("Milliseconds that a ping may stay unanswered.")
        @Alias("keepaliveTimeoutMs")
        @Default("5000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int keepAliveTimeoutMs,
    @Doc("Pings although no call is open.") @Alias("keepalivePermitWithoutCalls") @Default("true")
        boolean keepAlivePermitWithoutCalls,
    @Doc("Pings that may follow each other without data; 0: any number.")
        @Default("0")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int maxPingsWithoutData,
    @Doc("Least milliseconds between two pings of a client.")
        @Default("10000")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int minTimeBetweenPingsMs,
    @Doc("Least milliseconds between two pings of a client that sends no data.")
        @Default("5000")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int minPingIntervalWithoutDataMs) {}
