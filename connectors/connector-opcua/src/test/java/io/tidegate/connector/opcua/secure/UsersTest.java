package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.IdentityConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsersTest {

  private static final ByteString NONCE = ByteString.of(new byte[32]);

  private final Users operator =
      new Users(
          Servers.at(
                  "opc.tcp://plc",
                  "'identity': {'type': 'username', 'username': 'op', 'password': 's3cret'}")
              .identity(),
          SettingNames.CONFIGURATION,
          new Warnings());

  @Test
  void sendAPasswordInClearOnlyWhereNoSecurityWasAskedFor() throws Exception {
    EndpointDescription none =
        endpoint(SecurityPolicy.None, MessageSecurityMode.None, SecurityPolicy.None.getUri());
    assertThat(password(none)).isEqualTo("s3cret".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() ->
            operator.at(
                endpoint(
                    SecurityPolicy.Basic256Sha256,
                    MessageSecurityMode.Sign,
                    SecurityPolicy.None.getUri())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("set server.securityMode to SignAndEncrypt")
        .hasMessageNotContaining("s3cret");
    EndpointDescription encrypted =
        endpoint(
            SecurityPolicy.Basic256Sha256,
            MessageSecurityMode.SignAndEncrypt,
            SecurityPolicy.None.getUri());
    assertThat(password(encrypted)).isEqualTo("s3cret".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takeTheCertificateBeforeTheName() {
    IdentityConfig both =
        Servers.at(
                "opc.tcp://plc",
                "'identity': {'username': 'op', 'pathToUserCert': 'c', 'pathToUserKey': 'k'}")
            .identity();
    assertThat(new Users(both, SettingNames.CONFIGURATION, new Warnings()).type())
        .isEqualTo(UserTokenType.Certificate);
    assertThat(operator.type()).isEqualTo(UserTokenType.UserName);
    assertThat(
            new Users(
                    Servers.at("opc.tcp://plc").identity(),
                    SettingNames.CONFIGURATION,
                    new Warnings())
                .type())
        .isEqualTo(UserTokenType.Anonymous);
    assertThat(operator.words()).isEqualTo("the user op");
  }

  private byte[] password(EndpointDescription endpoint) throws Exception {
    UserNameIdentityToken token =
        (UserNameIdentityToken) operator.at(endpoint).getIdentityToken(endpoint, NONCE).getToken();
    return token.getPassword().bytesOrEmpty();
  }

  private static EndpointDescription endpoint(
      SecurityPolicy policy, MessageSecurityMode mode, @Nullable String tokenPolicy) {
    List<UserTokenPolicy> tokens =
        List.of(new UserTokenPolicy("name", UserTokenType.UserName, null, null, tokenPolicy));
    return new EndpointDescription(
        "opc.tcp://plc",
        null,
        ByteString.NULL_VALUE,
        mode,
        policy.getUri(),
        tokens.toArray(UserTokenPolicy[]::new),
        Stack.TCP_UASC_UABINARY_TRANSPORT_URI,
        UByte.MIN);
  }
}
