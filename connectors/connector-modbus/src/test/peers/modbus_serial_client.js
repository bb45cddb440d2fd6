// A Modbus client of modbus-serial (npm): modbus_serial_client.js KIND PLACE [CA]
// KIND is tcp, rtutcp, tls, rtu or ascii.
// PLACE is a port of 127.0.0.1 or a serial device. Does what a client does to unit 3, and prints what
// came back, a line of JSON each.
const fs = require("fs");
const tls = require("tls");
const Client = require("modbus-serial");

const [kind, place, authority] = process.argv.slice(2);
const client = new Client();
const say = (what) => console.log(JSON.stringify(what));
const connect = {
  tcp: () => client.connectTCP("127.0.0.1", { port: Number(place) }),
  rtutcp: () => client.connectTelnet("127.0.0.1", { port: Number(place) }),
  tls: () =>
    new Promise((resolve, reject) => {
      const options = { host: "localhost", port: Number(place), ca: fs.readFileSync(authority) };
      const socket = tls.connect(options, () => resolve(client.linkTCP(socket, {})));
      socket.on("error", reject);
    }),
  rtu: () => client.connectRTUBuffered(place, { baudRate: 115200 }),
  ascii: () => client.connectAsciiSerial(place, { baudRate: 115200 }),
};

(async () => {
  await connect[kind]();
  client.setID(3);
  client.setTimeout(2000);
  await client.writeRegisters(10, [4660, 22136, 1]);
  say((await client.readHoldingRegisters(10, 3)).data);
  await client.writeRegister(12, 65535);
  say((await client.readHoldingRegisters(12, 1)).data);
  await client.writeCoils(5, [true, false, true]);
  say((await client.readCoils(5, 3)).data.slice(0, 3));
  await client.readHoldingRegisters(60000, 1).catch((error) => say(error.modbusCode));
  client.close(() => process.exit(0));
})().catch((error) => {
  console.log(String(error.message));
  process.exit(1);
});
