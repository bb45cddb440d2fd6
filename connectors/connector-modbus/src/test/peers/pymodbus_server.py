"""A Modbus server of pymodbus 3.0 (Debian): pymodbus_server.py TRANSPORT FRAMING PLACE [CERT KEY].

TRANSPORT is tcp, tls, udp or serial; PLACE a port of 127.0.0.1 or a serial device. Addresses 0 to
1999 exist: holding register n is n + 100, input register n is n + 1000, every third coil and every
second discrete input is on. Any unit is answered for.
"""
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartSerialServer, StartTcpServer, StartTlsServer, StartUdpServer
from pymodbus.transaction import ModbusAsciiFramer, ModbusRtuFramer, ModbusSocketFramer

SIZE = 2000
transport, framing, place = sys.argv[1:4]
framer = {"socket": ModbusSocketFramer, "rtu": ModbusRtuFramer, "ascii": ModbusAsciiFramer}[framing]
context = ModbusServerContext(
    slaves=ModbusSlaveContext(
        hr=ModbusSequentialDataBlock(0, [n + 100 for n in range(SIZE)]),
        ir=ModbusSequentialDataBlock(0, [n + 1000 for n in range(SIZE)]),
        co=ModbusSequentialDataBlock(0, [n % 3 == 0 for n in range(SIZE)]),
        di=ModbusSequentialDataBlock(0, [n % 2 == 1 for n in range(SIZE)]),
        zero_mode=True,
    ),
    single=True,
)
if transport == "serial":
    StartSerialServer(context=context, framer=framer, port=place, baudrate=115200)
elif transport == "udp":
    StartUdpServer(context=context, framer=framer, address=("127.0.0.1", int(place)))
elif transport == "tls":
    StartTlsServer(
        context=context,
        framer=framer,
        address=("127.0.0.1", int(place)),
        certfile=sys.argv[4],
        keyfile=sys.argv[5],
    )
else:
    StartTcpServer(context=context, framer=framer, address=("127.0.0.1", int(place)))
