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


def reason(error):
    return error.strerror[:1].lower() + error.strerror[1:]


def read_file(path):
    try:
        with open(path, "rb") as file:
            return 0, file.read()
    except OSError as error:
        return error.errno, b""


def call(stdin, files):
    fields = [os.environ["JUJU_CONTEXT_ID"], os.getcwd(), os.path.basename(sys.argv[0]), str(len(sys.argv) - 1)]
    fields += sys.argv[1:] + ["0" if stdin is None else "1", str(len(files))]
    for path, (errno, content) in files.items():
        fields += [path, str(errno), str(len(content))]
    request = b"".join(os.fsencode(field) + b"\0" for field in fields)
    request += b"".join(content for _, content in files.values()) + (stdin or b"")
    agent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        agent.connect(address)
    except OSError as error:
        fail("dial unix %s: connect: %s" % (address, reason(error)))
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


stdin, files = None, {}
for _ in range(1000):
    code, out, err, more = call(stdin, files)
    if more == 1:
        stdin = sys.stdin.buffer.read()
    elif more == 2:
        path = os.fsdecode(out)
        files[path] = read_file(path)
    else:
        break
if more == 3:
    path, _, err = err.partition(b"\0")
    try:
        with open(path, "wb") as file:
            file.write(out)
    except OSError as error:
        fail("open %s: %s" % (os.fsdecode(path), reason(error)))
    out = b""
try:
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    sys.stderr.buffer.write(err)
except BrokenPipeError:
    os._exit(code)
sys.exit(code)
