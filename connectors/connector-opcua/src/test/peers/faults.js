"use strict";
// How servers on site misbehave, for the test server. What is counted is asked for by its name.
const opcua = require("node-opcua");
const { StatusCodes } = opcua;

/** What a server does to requests before it answers them as it should. */
exports.Faults = class Faults {
  constructor(server, plant) {
    this.server = server;
    this.plant = plant;
    this.histories = 0;
    this.refusedPublishes = 0;
    this.lost = new Set();
    this.watchHistory();
    this.watchItems();
    this.watchPublish();
    this.watchReads();
  }

  /** history good | slow <millis> | empty | strange | few <nodes in one request> */
  history(mode, number) {
    this.historyMode = mode;
    this.historyNumber = Number(number);
  }

  watchHistory() {
    const { engine } = this.server;
    const read = engine.historyRead.bind(engine);
    engine.historyRead = async (context, request) => {
      this.histories++;
      const nodes = request.nodesToRead.length;
      switch (this.historyMode) {
        case "slow":
          await new Promise((resolve) => setTimeout(resolve, this.historyNumber));
          return read(context, request);
        case "empty":
          return results(nodes, { statusCode: StatusCodes.Good });
        case "strange":
          return results(nodes, { statusCode: StatusCodes.Good, historyData: this.plant.strange() });
        case "few":
          return nodes > this.historyNumber
            ? results(nodes, { statusCode: StatusCodes.BadNoContinuationPoints })
            : read(context, request);
        default:
          return read(context, request);
      }
    };
  }

  /** Items can no longer be made in the subscriptions that there are, which say what they have. */
  loseItems() {
    for (const session of sessions(this.server)) {
      session.publishEngine.subscriptions.forEach((each) => this.lost.add(each.id));
    }
  }

  watchItems() {
    const server = this.server;
    const create = server._on_CreateMonitoredItemsRequest.bind(server);
    server._on_CreateMonitoredItemsRequest = (message, channel) => {
      if (this.lost.has(message.request.subscriptionId)) {
        message.request.subscriptionId = 0xfffffff0;
      }
      create(message, channel);
    };
  }

  /** publish refuse | good | strange: with the next message goes what no client knows. */
  publish(mode) {
    this.publishMode = mode;
  }

  watchPublish() {
    const engine = Object.getPrototypeOf(
      new (require("node-opcua-server").ServerSidePublishEngine)({ maxPublishRequestInQueue: 1 }),
    );
    const faults = this;
    const ask = engine._on_PublishRequest;
    engine._on_PublishRequest = function (request, callback) {
      if (faults.publishMode !== "refuse") return ask.call(this, request, callback);
      faults.refusedPublishes++;
      const refusal = { responseHeader: { serviceResult: StatusCodes.BadTooManyPublishRequests } };
      callback(request, new opcua.ServiceFault(refusal));
    };
    const send = engine._send_response;
    engine._send_response = function (subscription, response) {
      if (faults.publishMode === "strange" && response.notificationMessage.notificationData?.length) {
        response.notificationMessage.notificationData = [faults.plant.strange()];
        faults.publishMode = "good";
      }
      return send.call(this, subscription, response);
    };
  }

  refuseCall() {
    const server = this.server;
    const call = server._on_CallRequest;
    server._on_CallRequest = (message, channel) => {
      server._on_CallRequest = call;
      const refusal = { responseHeader: { serviceResult: StatusCodes.BadServiceUnsupported } };
      channel.send_response("MSG", new opcua.ServiceFault(refusal), message);
    };
  }

  /** Reads of more than one node take so long; 0: no longer than usual. */
  slowReads(millis) {
    this.readDelay = Number(millis);
  }

  watchReads() {
    const server = this.server;
    const read = server._on_ReadRequest.bind(server);
    server._on_ReadRequest = (message, channel) => {
      const delay = message.request.nodesToRead.length > 1 ? (this.readDelay ?? 0) : 0;
      if (delay > 0) setTimeout(() => read(message, channel), delay);
      else read(message, channel);
    };
  }
};

function results(number, result) {
  return Array.from({ length: number }, () => new opcua.HistoryReadResult(result));
}

function sessions(server) {
  return Object.values(server.engine._sessions);
}
exports.sessions = sessions;
