package io.tidegate.app;

import io.tidegate.engine.supervise.ConnectionState;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The status as JSON, for the socket and for programs. */
final class StatusJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(ConnectionState.class, new StateSerializer()))
          .build();

  private StatusJson() {}

  static String of(GatewayStatus status) {
    return JSON.writeValueAsString(status);
  }

  /** Tells which of the states it is, and what belongs to it. */
  private static final class StateSerializer extends StdSerializer<ConnectionState> {

    StateSerializer() {
      super(ConnectionState.class);
    }

    @Override
    public void serialize(ConnectionState state, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeStartObject();
      out.writeStringProperty("state", state.getClass().getSimpleName());
      switch (state) {
        case ConnectionState.Stopped _ -> {}
        case ConnectionState.Connecting(int attempt) -> out.writeNumberProperty("attempt", attempt);
        case ConnectionState.Online(var since) ->
            out.writeStringProperty("since", since.toString());
        case ConnectionState.Waiting(int attempt, var until, String cause, var _) -> {
          out.writeNumberProperty("attempt", attempt);
          out.writeStringProperty("until", until.toString());
          out.writeStringProperty("cause", cause);
        }
        case ConnectionState.Failed(String cause) -> out.writeStringProperty("cause", cause);
      }
      out.writeEndObject();
    }
  }
}
