"""A Modbus client of pymodbus 3.0 (Debian): pymodbus_client.py TRANSPORT FRAMING PLACE.

TRANSPORT is tcp, udp or serial; PLACE a port of 127.0.0.1 or a serial device. Does what a
client does to unit 3, and prints what came back, a line of JSON each.
"""
import json
import sys

from pymodbus.client import ModbusSerialClient, ModbusTcpClient, ModbusUdpClient
from pymodbus.transaction import ModbusAsciiFramer, ModbusRtuFramer, ModbusSocketFramer

transport, framing, place = sys.argv[1:4]
framer = {"socket": ModbusSocketFramer, "rtu": ModbusRtuFramer, "ascii": ModbusAsciiFramer}[framing]
if transport == "serial":
    client = ModbusSerialClient(port=place, framer=framer, baudrate=115200)
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
