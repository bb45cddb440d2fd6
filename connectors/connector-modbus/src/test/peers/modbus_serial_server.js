// A Modbus TCP server of modbus-serial (npm): modbus_serial_server.js PORT
// Addresses 0 to 1999 exist, as in pymodbus_server.py; unit 1 alone is answered for.
const { ServerTCP } = require("modbus-serial");

const SIZE = 2000;
const holding = Array.from({ length: SIZE }, (_, n) => n + 100);
const coils = Array.from({ length: SIZE }, (_, n) => n % 3 === 0);
const checked = (address) => {
  if (address >= SIZE) {
    const error = new Error("illegal data address");
    error.modbusErrorCode = 2;
    throw error;
  }
  return address;
};
new ServerTCP(
  {
    getHoldingRegister: (address) => holding[checked(address)],
    getInputRegister: (address) => checked(address) + 1000,
    getCoil: (address) => coils[checked(address)],
    getDiscreteInput: (address) => checked(address) % 2 === 1,
    setRegister: (address, value) => { holding[checked(address)] = value; },
    setCoil: (address, value) => { coils[checked(address)] = value; },
  },
  { host: "127.0.0.1", port: Number(process.argv[2]), unitID: 1 },
).on("initialized", () => console.log("ready"));
