package io.tidegate.connector.opcua.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import java.util.List;

/** The {@code trust} object of a server. */
public record TrustConfig(
    @Doc(
            "Folder with certificates, relative to the folder of the configuration: `trusted` holds those"
                + " of servers and authorities that are trusted, `issuers` those of authorities in"
                + " between, `crl` in both of them revocation lists, `rejected` the certificates that"
                + " were met and are not trusted, `own` the gateway's own one, made when none is"
                + " configured.")
        @Default("./opcua-pki")
        String folder,
    @Doc(
            "SHA-256 fingerprints of server certificates that are trusted, in hexadecimal digits with"
                + " or without colons.")
        @Default("[]")
        List<String> fingerprints,
    @Doc("`true`: the server's host name need not be in its certificate.") @Default("false")
        boolean anyHostName,
    @Doc("`true`: every server is trusted, which protects against nobody.") @Default("false")
        boolean insecure) {}
