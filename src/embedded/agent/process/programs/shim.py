# The hook tools where there is no perl: the same call, see shim.pl.
import os
import socket
import sys


def fail(message):
    sys.stderr.write("ERROR %s\n" % message)
    sys.exit(1)


for name in ("JUJU_CONTEXT_ID", "JUJU_AGENT_SOCKET_ADDRESS", "JUJU_AGENT_SOCKET_NETWORK"):
    if not os.environ.get(name):
        fail("%s not set" % name)
address = os.environ["JUJU_AGENT_SOCKET_ADDRESS"]


def call(stdin):
    fields = [os.environ["JUJU_CONTEXT_ID"], os.getcwd(), os.path.basename(sys.argv[0]), str(len(sys.argv) - 1)]
    fields += sys.argv[1:] + ["0" if stdin is None else "1"]
    request = b"".join(os.fsencode(field) + b"\0" for field in fields) + (stdin or b"")
    agent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        agent.connect(address)
    except OSError as error:
        fail("dial unix %s: connect: %s" % (address, error.strerror[:1].lower() + error.strerror[1:]))
    chunks = []
    try:
        agent.sendall(request)
        agent.shutdown(socket.SHUT_WR)
        while True:
            chunk = agent.recv(65536)
            if not chunk:
                break
            chunks.append(chunk)
    except OSError:
        pass
    head, _, body = b"".join(chunks).partition(b"\n")
    try:
        code, out, err, more = [int(part) for part in head.split(b" ")]
        if len(body) != out + err:
            raise ValueError
    except ValueError:
        fail("unexpected EOF")
    return code, body[:out], body[out:], more


code, out, err, more = call(None)
if more:
    code, out, err, _ = call(sys.stdin.buffer.read())
try:
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    sys.stderr.buffer.write(err)
except BrokenPipeError:
    os._exit(code)
sys.exit(code)
