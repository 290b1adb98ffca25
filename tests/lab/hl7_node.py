"""An HL7 v2 sender or receiver over MLLP.

Usage: hl7_node.py send HOST PORT FILE...   |   hl7_node.py receive PORT APP FACILITY
Real framing and acknowledgement: python-hl7 (hl7.client, hl7.mllp).  Files
whose name ends in .raw are sent as they are (senders with odd framing).
"""

import asyncio
import socket
import sys
import time

import hl7
from hl7.client import MLLPClient
from hl7.mllp import start_hl7_server


def send(host, port, paths):
    """Sends every file as one message on one connection."""
    raw = [p for p in paths if p.endswith(".raw")]
    framed = [p for p in paths if not p.endswith(".raw")]
    if framed:
        with MLLPClient(host, int(port)) as client:
            for path in framed:
                with open(path, "rb") as handle:
                    print(client.send_message(handle.read()))
                time.sleep(0.1)
    for path in raw:
        with socket.create_connection((host, int(port)), timeout=3) as sock, open(path, "rb") as handle:
            sock.sendall(handle.read())
            sock.settimeout(1.0)
            try:
                print(sock.recv(4096))
            except TimeoutError:
                print("no answer")


def receive(port, application, facility):
    """Interface engine: acknowledges every message."""

    async def session(reader, writer):
        while not writer.is_closing():
            try:
                message = await reader.readmessage()
                writer.writemessage(message.create_ack(application=application, facility=facility))
                await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                break
            except hl7.HL7Exception as error:
                print("not understood:", error, flush=True)
        writer.close()

    async def serve():
        async with await start_hl7_server(session, port=int(port), host="0.0.0.0", encoding="latin-1") as server:
            await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    if sys.argv[1] == "send":
        send(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        receive(*sys.argv[2:5])
