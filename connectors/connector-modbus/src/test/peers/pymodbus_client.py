"""A Modbus client of pymodbus 3.0 (Debian): pymodbus_client.py TRANSPORT FRAMING PLACE [CA].

TRANSPORT is tcp, tls, udp or serial; PLACE a port of 127.0.0.1 or a serial device. Does what a
client does to unit 3, and prints what came back, a line of JSON each.
"""
import asyncio
import json
import ssl
import sys

from pymodbus.client import (
    AsyncModbusTlsClient,
    ModbusSerialClient,
    ModbusTcpClient,
    ModbusUdpClient,
)
from pymodbus.transaction import ModbusAsciiFramer, ModbusRtuFramer, ModbusSocketFramer



class TlsClient:
    """The asynchronous one: the other one waits on the socket for what it has decrypted already."""

    def __init__(self, port, framer, ca):
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.client = AsyncModbusTlsClient(
            "localhost",
            port=port,
            framer=framer,
            sslctx=ssl.create_default_context(cafile=ca),
        )

    def connect(self):
        self.loop.run_until_complete(self.client.connect())

    def close(self):
        self.loop.run_until_complete(self.client.close())

    def __getattr__(self, name):
        method = getattr(self.client.protocol, name)
        return lambda *args, **kwargs: self.loop.run_until_complete(method(*args, **kwargs))


transport, framing, place = sys.argv[1:4]
framer = {"socket": ModbusSocketFramer, "rtu": ModbusRtuFramer, "ascii": ModbusAsciiFramer}[framing]
if transport == "serial":
    client = ModbusSerialClient(port=place, framer=framer, baudrate=115200)
elif transport == "tls":
    client = TlsClient(int(place), framer, sys.argv[4])
elif transport == "udp":
    client = ModbusUdpClient(host="127.0.0.1", port=int(place), framer=framer)
else:
    client = ModbusTcpClient(host="127.0.0.1", port=int(place), framer=framer)
client.connect()
client.write_registers(10, [4660, 22136, 1], slave=3)
print(json.dumps(client.read_holding_registers(10, 3, slave=3).registers))
client.write_register(12, 65535, slave=3)
print(json.dumps(client.read_holding_registers(12, 1, slave=3).registers))
client.write_coils(5, [True, False, True], slave=3)
print(json.dumps(client.read_coils(5, 3, slave=3).bits[:3]))
print(json.dumps(client.read_holding_registers(60000, 1, slave=3).exception_code))
client.close()
