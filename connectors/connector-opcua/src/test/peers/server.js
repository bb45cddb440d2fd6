"use strict";
// An OPC-UA server for tests, told what to be like by its arguments and what to do by lines on its
// input; says "ready <url>" once it listens, and "done <line>" or "failed <line>: <reason>" after
// each command.
const { parseArgs } = require("node:util");
const path = require("node:path");
const os = require("node:os");
const readline = require("node:readline");
const opcua = require("node-opcua");
const { addPlant } = require("./plant");
const { Faults, sessions } = require("./faults");

const { values: options } = parseArgs({
  options: {
    port: { type: "string" },
    // Names that the server's endpoints tell, as one behind NAT does; comma-separated URLs.
    advertise: { type: "string" },
    hostname: { type: "string" },
    policies: { type: "string", default: "None" },
    modes: { type: "string" },
    anonymous: { type: "string", default: "true" },
    // name:password
    user: { type: "string", multiple: true, default: [] },
    // A folder with what the server keeps of certificates: own/, trusted/, rejected/ ...
    pki: { type: "string" },
    "user-pki": { type: "string" },
    certificate: { type: "string" },
    key: { type: "string" },
    "application-uri": { type: "string", default: "urn:tidegate:test:server" },
    // Whether unknown clients are let in.
    "accept-clients": { type: "string", default: "true" },
    // Changing variables, and how often all of them change; 0: only at the command "change".
    nodes: { type: "string", default: "0" },
    interval: { type: "string", default: "1000" },
    // How often History/Level counts up by itself; 0: never.
    "history-interval": { type: "string", default: "0" },
    // name=number of OperationLimits, such as maxNodesPerRead=10
    limit: { type: "string", multiple: true, default: [] },
    "max-sessions": { type: "string", default: "50" },
    "max-subscriptions": { type: "string", default: "50" },
    "max-subscriptions-per-session": { type: "string", default: "50" },
    "max-items": { type: "string", default: "100000" },
    "max-items-per-subscription": { type: "string", default: "100000" },
    // Milliseconds after which keys of a secure channel are to be renewed.
    "token-lifetime": { type: "string", default: "600000" },
  },
});

function folder(name, given) {
  return given ?? path.join(os.tmpdir(), `tidegate-opcua-${process.pid}`, name);
}

function certificates(name, given, accept) {
  return new opcua.OPCUACertificateManager({
    name,
    rootFolder: folder(name, given),
    automaticallyAcceptUnknownCertificate: accept,
    disableFileWatchers: true,
  });
}

function list(text, type) {
  return text.split(",").map((name) => type[name]);
}

const users = new Map(options.user.map((user) => user.split(":", 2)));
let refusals = 0;
let faults;

function isValidUser(name, password) {
  const valid = users.has(name) && users.get(name) === password;
  if (!valid) refusals++;
  return valid;
}

function serverOptions() {
  const policies = list(options.policies, opcua.SecurityPolicy);
  const modes = options.modes
    ? list(options.modes, opcua.MessageSecurityMode)
    : policies.map((policy) =>
        policy === opcua.SecurityPolicy.None
          ? opcua.MessageSecurityMode.None
          : opcua.MessageSecurityMode.SignAndEncrypt,
      );
  const accept = options["accept-clients"] === "true";
  return {
    port: Number(options.port),
    host: "127.0.0.1",
    hostname: options.hostname ?? "127.0.0.1",
    advertisedEndpoints: options.advertise?.split(","),
    resourcePath: "",
    nodeset_filename: [opcua.nodesets.standard, path.join(__dirname, "plant.NodeSet2.xml")],
    securityPolicies: policies,
    securityModes: [...new Set(modes)],
    allowAnonymous: options.anonymous === "true",
    userManager: { isValidUser },
    defaultSecureTokenLifetime: Number(options["token-lifetime"]),
    serverCertificateManager: certificates("pki", options.pki, accept),
    userCertificateManager: certificates("user-pki", options["user-pki"], accept),
    ...(options.certificate && { certificateFile: options.certificate, privateKeyFile: options.key }),
    serverInfo: {
      applicationUri: options["application-uri"],
      productUri: "urn:tidegate:test",
      applicationName: { text: "Test plant" },
    },
    buildInfo: { productName: "Test plant" },
    maxConnectionsPerEndpoint: 100,
    serverCapabilities: {
      maxSessions: Number(options["max-sessions"]),
      maxSubscriptions: Number(options["max-subscriptions"]),
      maxMonitoredItems: Number(options["max-items"]),
      maxMonitoredItemsPerSubscription: Number(options["max-items-per-subscription"]),
      maxSubscriptionsPerSession: Number(options["max-subscriptions-per-session"]),
      operationLimits: Object.fromEntries(
        options.limit.map((limit) => limit.split("=", 2)).map(([name, number]) => [name, Number(number)]),
      ),
    },
  };
}

async function main() {
  const server = new opcua.OPCUAServer(serverOptions());
  await server.initialize();
  const plant = addPlant(server, {
    nodes: Number(options.nodes),
    interval: Number(options.interval),
    historyInterval: Number(options["history-interval"]),
  });
  await server.start();
  faults = new Faults(server, plant);
  listen(server, plant);
  console.log(`ready opc.tcp://127.0.0.1:${options.port}`);
}

const commands = {
  // set <node id> <JSON value> [<status>]
  set: (server, plant, [node, value, status]) => plant.set(node, JSON.parse(value), status),
  // add <node id> <browse name> [<node id of the parent>]: a Double
  add: (server, plant, [node, name, parent]) => plant.add(node, name, parent),
  delete: (server, plant, [node]) => plant.delete(node),
  // Every changing node takes its next value.
  change: (server, plant) => plant.change(),
  // Changes no more by itself.
  still: (server, plant) => plant.still(),
  "drop-subscriptions": (server) => {
    for (const session of sessions(server)) {
      for (const id of session.publishEngine.subscriptions.map((each) => each.id)) {
        session.deleteSubscription(id);
      }
    }
  },
  "drop-sessions": (server) => closeSessions(server, true),
  // Their subscriptions stay, for another session to take them over.
  "forget-sessions": (server) => closeSessions(server, false),
  // What they are told in faults.js.
  history: (server, plant, [mode, number]) => faults.history(mode, number),
  publish: (server, plant, [mode]) => faults.publish(mode),
  "lose-items": () => faults.loseItems(),
  // Refuses the next call as a whole.
  "refuse-call": () => faults.refuseCall(),
  "slow-reads": (server, plant, [millis]) => faults.slowReads(millis),
  // password <user> <new one>
  password: (server, plant, [name, password]) => void users.set(name, password),
  // Figures.
  subscriptions: (server) => say("subscriptions", server.engine.currentSubscriptionCount),
  refusals: () => say("refusals", refusals),
  histories: () => say("histories", faults.histories),
  "refused-publishes": () => say("refused-publishes", faults.refusedPublishes),
  // How often the changing nodes, and History/Level, have taken another value by themselves.
  round: (server, plant) => say("round", plant.round),
  level: (server, plant) => say("level", plant.level),
  // How often an open channel has had keys, at most.
  tokens: (server) =>
    say("tokens", Math.max(0, ...channels(server).map((channel) => channel.securityTokenCount))),
  stop: async (server) => {
    await server.shutdown(0);
    setImmediate(() => process.exit(0));
  },
};

function say(name, number) {
  console.log(`${name} ${number}`);
}

function channels(server) {
  return server.endpoints.flatMap((endpoint) => Object.values(endpoint._channels));
}

function closeSessions(server, withSubscriptions) {
  for (const session of sessions(server)) {
    server.engine.closeSession(session.authenticationToken, withSubscriptions, "Timeout");
  }
}

function listen(server, plant) {
  readline.createInterface({ input: process.stdin }).on("line", async (line) => {
    // Words; what holds spaces stands in quotes of JSON.
    const [name, ...words] = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
    try {
      if (!commands[name]) throw new Error("unknown command");
      await commands[name](server, plant, words);
      console.log(`done ${line}`);
    } catch (e) {
      console.log(`failed ${line}: ${e.message}`);
    }
  });
  process.stdin.on("end", () => process.exit(0));
}

main().catch((e) => {
  console.log(`failed to start: ${e.stack}`);
  process.exit(1);
});
