// A Modbus server of jsmodbus (npm): jsmodbus_server.js tcp PORT | serial DEVICE (RTU, 115200 baud)
// Addresses 0 to 1999 exist, as in pymodbus_server.py. Any unit is answered for.
const net = require("net");
const modbus = require("jsmodbus");

const SIZE = 2000;
const words = (first) => {
  const buffer = Buffer.alloc(2 * SIZE);
  for (let n = 0; n < SIZE; n++) buffer.writeUInt16BE(n + first, 2 * n);
  return buffer;
};
const bits = (isOn) => {
  const buffer = Buffer.alloc(SIZE / 8);
  for (let n = 0; n < SIZE; n++) if (isOn(n)) buffer[n >> 3] |= 1 << (n & 7);
  return buffer;
};
const data = {
  holding: words(100),
  input: words(1000),
  coils: bits((n) => n % 3 === 0),
  discrete: bits((n) => n % 2 === 1),
};
const [kind, place] = process.argv.slice(2);
if (kind === "tcp") {
  const socket = new net.Server();
  new modbus.server.TCP(socket, data);
  socket.listen(Number(place), "127.0.0.1", () => console.log("ready"));
} else {
  const { SerialPort } = require("serialport");
  const port = new SerialPort({ path: place, baudRate: 115200 }, () => console.log("ready"));
  new modbus.server.RTU(port, data);
}
