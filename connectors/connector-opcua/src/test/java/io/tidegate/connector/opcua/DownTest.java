package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Bool;
import io.tidegate.data.Value.Int;
import io.tidegate.data.Value.Real;
import io.tidegate.data.Value.Text;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writes and calls. */
class DownTest {

  private static NodeOpcuaServer server;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    server = NodeOpcuaServer.start();
    running = Running.start(ConfigTexts.of(server.url(), "", pump("Pump1"), pump("Pump2")));
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String pump(String name) {
    return device(
        name,
        name,
        timeseries(
            tag("frequency", "${Frequency}"),
            tag("flow", "${Flow}"),
            tag("mode", "${Mode}"),
            tag("running", "${Running}"),
            tag("comment", "${Comment}"),
            tag("temp", "${Sub\\\\.Temp}"),
            tag("water", "ns=2;s=Plant/Boiler 1/Water Temp")),
        "'attributes_updates':["
            + "{'key':'frequency','type':'path','value':'${Frequency}'},"
            + "{'key':'absolute','value':'Root\\\\.Objects\\\\.Plant\\\\."
            + name
            + "\\\\.Sub\\\\.Temp'},"
            + "{'key':'flow','value':'${Flow}'},{'key':'running','value':'Running'},"
            + "{'key':'mode','value':'ns=2;s=Plant/"
            + name
            + "/Mode'},{'key':'locked','value':'${ReadOnly}'},{'key':'gone','value':'${Frequencie}'}]",
        "'rpc_methods':[{'method':'multiply','arguments':["
            + "{'type':'integer','value':2},{'type':'integer','value':4}]},"
            + "{'method':'scale','arguments':[{'type':'float'}]},"
            + "{'method':'greet','arguments':[]},{'method':'refuse','arguments':[]},"
            + "{'method':'total','arguments':[]},{'method':'trace','arguments':[]},"
            + "{'method':'multipli','arguments':[]}]");
  }

  private static Reply answer(String json) {
    return new Reply.Answered(new Value.Json(json));
  }

  @Test
  void anAttributeIsWrittenToTheNodeOfItsOwnDevice() throws Exception {
    assertThat(running.update("Pump2", Map.of("frequency", new Int(42))))
        .isEqualTo(new Reply.Done());
    running.await("Pump2", "frequency", new Int(42));
    running.await("Pump1", "frequency", new Int(50));
    assertThat(running.update("Pump1", Map.of("absolute", new Real(7.5))))
        .isEqualTo(new Reply.Done());
    running.await("Pump1", "temp", new Real(7.5));
    running.await("Pump2", "temp", new Real(1.25));
  }

  @Test
  void aValueIsWrittenAsOneOfTheNodesType() throws Exception {
    assertThat(
            running.update(
                "Pump2",
                Map.of(
                    "flow", new Text("2.5"), "running", new Text("false"), "mode", new Text("9"))))
        .isEqualTo(new Reply.Done());
    running.await("Pump2", "flow", new Real(2.5));
    running.await("Pump2", "running", new Bool(false));
    running.await("Pump2", "mode", new Int(9));
  }

  @Test
  void whatCantBeWrittenIsSaidAndTheRestIsWritten() throws Exception {
    Reply reply =
        running.update(
            "Pump1",
            Map.of(
                "mode",
                new Int(5),
                "flow",
                new Text("much"),
                "locked",
                new Int(1),
                "gone",
                new Int(1),
                "unknown",
                new Int(1)));
    assertThat(reply).isInstanceOf(Reply.Failed.class);
    assertThat(reply.toString())
        .contains("flow: much is no Float")
        .contains("locked: BadNotWritable")
        .contains("gone: there is no Frequencie below ns=2;s=Plant/Pump1; there is Frequency")
        .doesNotContain("unknown");
    running.await("Pump1", "mode", new Int(5));
  }

  @Test
  void sharedAttributesAreThoseThatAreWritten() {
    assertThat(running.session().sharedAttributes(new Device("Pump1", "default")))
        .containsExactly("frequency", "absolute", "flow", "running", "mode", "locked", "gone");
  }

  @Test
  void aMethodIsCalledWithTheArgumentsOfTheRequestOrOfTheConfiguration() throws Exception {
    assertThat(running.rpc("Pump1", "multiply", "[2,5]"))
        .isEqualTo(answer("{\"result\":{\"result\":10}}"));
    assertThat(running.rpc("Pump1", "multiply", "null"))
        .isEqualTo(answer("{\"result\":{\"result\":8}}"));
    assertThat(running.rpc("Pump1", "scale", "[1.5]"))
        .isEqualTo(answer("{\"result\":{\"result\":3.0}}"));
    assertThat(running.rpc("Pump1", "greet", "[\"Ann\"]"))
        .isEqualTo(answer("{\"result\":{\"result\":[\"Hello Ann\",3]}}"));
  }

  @Test
  void argumentsMayBeArraysAndMatrices() throws Exception {
    assertThat(running.rpc("Pump1", "total", "[[1,2,3.5]]"))
        .isEqualTo(answer("{\"result\":{\"result\":6.5}}"));
    assertThat(running.rpc("Pump1", "trace", "[[[1,2],[3,4]]]"))
        .isEqualTo(answer("{\"result\":{\"result\":5.0}}"));
  }

  @Test
  void anArrayIsSetAsATextOfJson() throws Exception {
    assertThat(running.rpc("Pump1", "set", "\"Curve; [3,4,5]\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"[3,4,5]\"}}"));
    assertThat(running.rpc("Pump1", "get", "\"Curve\""))
        .isEqualTo(answer("{\"result\":{\"value\":[3,4,5]}}"));
    assertThat(running.rpc("Pump2", "set", "\"Comment; [3,4,5]\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"[3,4,5]\"}}"));
  }

  @Test
  void whatTheServerRefusesAsAWholeIsAnswered() throws Exception {
    server.tell("refuse-call");
    assertThat(running.rpc("Pump1", "total", "[[1]]"))
        .isEqualTo(answer("{\"result\":{\"error\":\"Call: BadServiceUnsupported\"}}"));
  }

  @Test
  void aCallThatCantBeMadeSaysWhy() throws Exception {
    assertThat(running.rpc("Pump1", "multiply", "[2,5,6]"))
        .isEqualTo(answer("{\"result\":\"Expected 2 arguments, but got 3\"}"));
    assertThat(running.rpc("Pump1", "multiply", "\"5 76\""))
        .isEqualTo(
            answer("{\"result\":\"The arguments must be specified in the square quotes []\"}"));
    assertThat(running.rpc("Pump1", "scale", "null"))
        .isEqualTo(
            answer(
                "{\"result\":\"You must either define values for arguments in config or along with rpc"
                    + " request\"}"));
    assertThat(running.rpc("Pump1", "nothing", "[]"))
        .isEqualTo(
            answer("{\"result\":{\"error\":\"Requested rpc method is not found in config\"}}"));
    assertThat(running.rpc("Pump1", "refuse", "[]"))
        .isEqualTo(answer("{\"result\":{\"error\":\"BadInvalidState\"}}"));
    assertThat(running.rpc("Pump1", "multiply", "[2,\"x\"]"))
        .isEqualTo(answer("{\"result\":{\"error\":\"x is no Int32\"}}"));
    assertThat(running.rpc("Pump1", "multipli", "[]"))
        .isEqualTo(
            answer(
                "{\"result\":{\"error\":\"the device has no method multipli; it has multiply\"}}"));
    assertThat(running.rpc("Nobody", "multiply", "[]")).isEqualTo(new Reply.Unsupported());
  }

  @Test
  void getAndSetReachANodeByItsIdItsKeyOrItsPath() throws Exception {
    assertThat(running.rpc("Pump1", "set", "\"ns=2;s=Plant/Boiler 1/Water Temp; 70.5\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"70.5\"}}"));
    running.await("Pump1", "water", new Real(70.5));
    assertThat(running.rpc("Pump1", "get", "\"ns=2;s=Plant/Boiler 1/Water Temp;\""))
        .isEqualTo(answer("{\"result\":{\"value\":70.5}}"));
    assertThat(running.rpc("Pump2", "set", "\"comment=a=b; c\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"a=b; c\"}}"));
    running.await("Pump2", "comment", new Text("a=b; c"));
    assertThat(running.rpc("Pump1", "get", "\"comment\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"\"}}"));
    assertThat(running.rpc("Pump1", "set", "\"ns=2;s=Plant/Pump1/Flow=3.5\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"3.5\"}}"));
    assertThat(running.rpc("Pump1", "get", "\"Root\\.Objects\\.Plant\\.Pump1\\.Flow\""))
        .isEqualTo(answer("{\"result\":{\"value\":3.5}}"));
    assertThat(running.rpc("Pump1", "set", "\"Sub\\.Temp 4.5\""))
        .isEqualTo(answer("{\"result\":{\"value\":\"4.5\"}}"));
  }

  @Test
  void getAndSetOfNothingSayWhatThereIs() throws Exception {
    assertThat(running.rpc("Pump1", "get", "\"Flaw\""))
        .isEqualTo(
            answer(
                "{\"result\":{\"error\":\"there is no Flaw below ns=2;s=Plant/Pump1; there is Flow\"}}"));
    assertThat(running.rpc("Pump1", "get", "\"ns=2;s=nothing\""))
        .isEqualTo(answer("{\"result\":{\"error\":\"there is no node ns=2;s=nothing\"}}"));
    assertThat(running.rpc("Pump1", "set", "\"Flow\""))
        .isEqualTo(answer("{\"result\":{\"error\":\"write it as: <node>; <value>\"}}"));
    assertThat(running.rpc("Pump1", "set", "{\"a\":[1]}")).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void aCallOfTheConnectorReachesEveryDevice() throws Exception {
    assertThat(
            running.connectorRpc(
                "multiply",
                "{\"arguments\":[{\"type\":\"integer\",\"value\":3},{\"type\":\"integer\",\"value\":4}]}"))
        .isEqualTo(
            answer(
                "[{\"result\":12,\"device_name\":\"Pump1\"},{\"result\":12,\"device_name\":\"Pump2\"}]"));
  }
}
