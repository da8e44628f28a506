"""Starts a Python charm's hooks by forking a process that has imported `ops` and `yaml`, and nothing of the charm.

    python fork-server.py SOCKET CHARM PIDS

SOCKET is where the agent listens. CHARM is the folder that the modules come from; each hook runs in a folder of its own
that is like it. PIDS is the agent's namespace of process ids: where ours is another one, all processes are the unit's. The protocol is in fork-frames.ts. A hook sees what it would see had its dispatch started it; where that
cannot be had this program says so, and the agent starts the hook the slow way.

Python 3.8 or later: charms are older than their tests.
"""

import atexit
import os
import sys

sys.path.pop(0)
STARTED_WITH = frozenset(name.partition('.')[0] for name in sys.modules)

import _thread
import ctypes
import gc
import importlib.machinery
import json
import selectors
import signal
import socket
import struct
import time
import types
import weakref

# Before what is imported below registers anything: what is registered first is called last.
atexit.register(lambda: leave())

PRELOADED = ('ops', 'yaml')
# How long output is waited for after the hook's process group has ended: as long as Juju's own agent waits.
AFTERWARDS = 0.1
# How long what is told to end may take for it, and how often it is looked at.
GRACE = 2
POLL = 0.01
CHUNK = 65536
HEAD = struct.Struct('>cII')


class Refused(Exception):
    """Why a hook is not started here."""


class Hook:
    """A hook that runs: its process, and what of its output is still open."""

    def __init__(self, number, pid):
        self.number = number
        self.pid = pid
        self.pipes = {}
        self.status = None
        # When what is left of its process group is killed; when its output is not listened to any more.
        self.kill_at = None
        self.deaf_at = None


class Server:
    """Forks, relays output, tells how hooks end. One thread: a fork takes no lock along that somebody holds."""

    def __init__(self, address, charm):
        self.charm = charm
        self.hooks = []
        self.received = b''
        self.checked = {}
        self.channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.channel.connect(address)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.channel, selectors.EVENT_READ, self.receive)
        self.woken, self.waker = os.pipe()
        for end in (self.woken, self.waker):
            os.set_blocking(end, False)
        self.selector.register(self.woken, selectors.EVENT_READ, self.reap)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)

    def send(self, kind, number, payload=b''):
        self.channel.sendall(HEAD.pack(kind, number, len(payload)) + payload)

    def serve(self):
        """Until there is a hook to become: returns its request, in its own process."""
        while True:
            for key, _ in self.selector.select(self.patience()):
                request = key.data(key.fd)
                if request is not None:
                    return request
            self.look_after()

    def receive(self, _):
        data = self.channel.recv(CHUNK)
        if not data:
            self.end()
        self.received += data
        while len(self.received) >= HEAD.size:
            kind, number, length = HEAD.unpack_from(self.received)
            end = HEAD.size + length
            if len(self.received) < end:
                return None
            payload, self.received = self.received[HEAD.size : end], self.received[end:]
            if kind == b'f':
                request = self.fork(number, json.loads(payload.decode()))
                if request is not None:
                    return request
            elif kind == b'k':
                for hook in self.hooks:
                    if hook.number == number and hook.kill_at is None:
                        self.end_group(hook)
        return None

    def fork(self, number, request):
        """The request, in the hook's process; nothing in this one."""
        try:
            self.check(request)
        except Refused as why:
            self.send(b'r', number, str(why).encode())
            return None
        outputs = [os.pipe(), os.pipe()]
        told, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(tell)
            # Nothing of a hook runs before the agent is told of it: a hook that it knows nothing of can be started anew.
            if os.read(told, 1) == b'':
                os._exit(1)
            leave_server([write for _, write in outputs])
            return request
        os.close(told)
        for _, write in outputs:
            os.close(write)
        hook = Hook(number, pid)
        self.hooks.append(hook)
        for kind, (read, _) in zip((b'o', b'e'), outputs):
            os.set_blocking(read, False)
            hook.pipes[read] = kind
            self.selector.register(read, selectors.EVENT_READ, lambda fd, hook=hook: self.relay(hook, fd))
        self.send(b'p', number, str(pid).encode())
        os.write(tell, b'.')
        os.close(tell)
        return None

    def check(self, request):
        """A charm's own module that has the name of one that is here already would not be the one that is imported."""
        for folder in [request['scriptFolder'], *request['ownFolders']]:
            for name in sorted(LOADED.intersection(map(module_name, self.files(folder)))):
                where = os.path.relpath(folder, request['cwd'])
                raise Refused('its {}/ has a "{}" of its own, which hides a module that is loaded by then'.format(where, name))
        for folder in request['libraries']:
            if any('.so' in name for name in self.files(folder)):
                where = os.path.relpath(folder, request['cwd'])
                raise Refused('it has shared libraries in {}/, and a process that runs cannot be told so'.format(where))

    def files(self, folder):
        """What is in a folder, looked up again when something was added to it."""
        try:
            changed = os.stat(folder).st_mtime_ns
        except OSError:
            return []
        if self.checked.get(folder, (None,))[0] != changed:
            self.checked[folder] = (changed, os.listdir(folder))
        return self.checked[folder][1]

    def relay(self, hook, read):
        try:
            data = os.read(read, CHUNK)
        except BlockingIOError:
            return None
        if data:
            self.send(hook.pipes[read], hook.number, data)
        else:
            self.close(hook, read)
        return None

    def reap(self, _):
        try:
            while os.read(self.woken, CHUNK):
                pass
        except BlockingIOError:
            pass
        for hook in self.hooks:
            if hook.status is None:
                pid, status = os.waitpid(hook.pid, os.WNOHANG)
                if pid != 0:
                    hook.status = status
                    hook.kill_at = None
                    self.end_group(hook)
        return None

    def end_group(self, hook):
        """No process of a hook stays when the hook has ended: told to end, then killed."""
        if hook.status is None or is_alive(hook.pid):
            send_signal(hook, signal.SIGTERM)
            hook.kill_at = time.monotonic() + GRACE

    def patience(self):
        """How long nothing has to be looked after; as long as nothing arrives where every hook just runs."""
        if any(hook.kill_at is not None for hook in self.hooks):
            return POLL
        ends = [hook.deaf_at for hook in self.hooks if hook.deaf_at is not None]
        return max(0, min(ends) - time.monotonic()) if ends else None

    def look_after(self):
        now = time.monotonic()
        for hook in list(self.hooks):
            if hook.kill_at is not None and hook.kill_at <= now:
                send_signal(hook, signal.SIGKILL)
            if hook.status is not None and (hook.kill_at is None or hook.kill_at <= now or not is_alive(hook.pid)):
                hook.kill_at = None
                if hook.deaf_at is None and self.hooks == [hook]:
                    end_all_others()
                self.finish(hook, now)

    def finish(self, hook, now):
        """Told as soon as its output has ended; a process that left the group may hold that open, and is not waited for."""
        if hook.deaf_at is None:
            hook.deaf_at = now + AFTERWARDS
        if hook.deaf_at <= now:
            for read in list(hook.pipes):
                self.close(hook, read)
        if not hook.pipes:
            self.hooks.remove(hook)
            self.send(b'x', hook.number, json.dumps(ended(hook.status)).encode())

    def close(self, hook, read):
        self.selector.unregister(read)
        os.close(read)
        del hook.pipes[read]

    def end(self):
        """The agent is gone: what runs for it goes as well."""
        for hook in self.hooks:
            send_signal(hook, signal.SIGKILL)
        os._exit(0)


def module_name(file):
    """The name that a file, or a folder, is imported by."""
    name, _, kind = file.partition('.')
    return name if kind == '' or kind.endswith(('py', 'pyc', 'so')) else None


def is_alive(group):
    """Whether there is a process in the group that is not just waiting to be buried: in a container nobody may do it."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    if not os.path.isdir('/proc/self'):
        return True
    return any(lives_in(group, pid) for pid in os.listdir('/proc') if pid.isdigit())


def lives_in(group, pid):
    try:
        with open('/proc/{}/stat'.format(pid)) as stat:
            state, _, its_group = stat.read().rpartition(')')[2].split()[:3]
    except OSError:
        return False
    return int(its_group) == group and state not in 'ZX'


def send_signal(hook, which):
    try:
        os.killpg(hook.pid, which)
    except PermissionError:
        pass
    except ProcessLookupError:
        # Gone, or so new that it leads no group yet.
        if hook.status is None:
            os.kill(hook.pid, which)


def end_all_others():
    """In a jail nothing that a hook has started survives it, wherever it has gone: there are no processes but its own.

    Never elsewhere: it would end all processes of the user.
    """
    if not IN_JAIL:
        return
    give_up_at = time.monotonic() + GRACE
    try:
        # Until the first process has buried them.
        while time.monotonic() < give_up_at:
            os.kill(-1, signal.SIGKILL)
            time.sleep(POLL / 10)
    except (ProcessLookupError, PermissionError):
        pass


def ended(status):
    if os.WIFSIGNALED(status):
        return {'code': None, 'signal': signal.Signals(os.WTERMSIG(status)).name}
    return {'code': os.WEXITSTATUS(status), 'signal': None}


def leave_server(outputs):
    """In the fork: a session of its own, the hook's own output, nothing of the server's left open or handled."""
    os.setsid()
    die_with_server()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for write, target in zip(outputs, (1, 2)):
        os.dup2(write, target)
    for name in os.listdir('/dev/fd'):
        if int(name) > 2:
            try:
                os.close(int(name))
            except OSError:
                pass  # The listing's own.


def die_with_server():
    """A server that is killed takes its hooks with it: nobody else knows them."""
    if LIBC is not None:
        LIBC.prctl(1, signal.SIGKILL)
        if os.getppid() != SERVER:
            os._exit(1)


def become(request, charm):
    """Makes the process what the charm's dispatch would have made of it, up to the charm's first line."""
    os.chdir(request['cwd'])
    os.environ.clear()
    os.environ.update(request['env'])
    time.tzset()
    own = request['cwd']

    def moved(path):
        return own + path[len(charm) :] if path == charm or path.startswith(charm + '/') else path

    if own != charm:
        move_modules(moved)
    sys.path[:] = [request['scriptFolder'], *map(moved, sys.path)]
    sys.argv = [request['argv0']]
    sys.orig_argv = [request['python'], request['argv0']]
    for name in ('executable', 'prefix', 'exec_prefix'):
        setattr(sys, name, moved(getattr(sys, name)))


def move_modules(moved):
    """What was imported from the server's folder of the charm finds its other parts in the hook's."""
    for module in list(sys.modules.values()):
        for name in ('__file__', '__cached__'):
            path = getattr(module, name, None)
            if isinstance(path, str) and moved(path) != path:
                setattr(module, name, moved(path))
        if type(getattr(module, '__path__', None)) is list:
            module.__path__[:] = map(moved, module.__path__)


def run(request):
    """The charm's program as `__main__`; how it ends is how this process ends."""
    path = request['file']
    main = types.ModuleType('__main__')
    loader = importlib.machinery.SourceFileLoader('__main__', path)
    main.__dict__.update(
        __file__=path, __loader__=loader, __cached__=None, __builtins__=__builtins__, __annotations__={}
    )
    sys.modules['__main__'] = main
    try:
        with open(path, 'rb') as source:
            code = compile(source.read(), path, 'exec', dont_inherit=True)
        exec(code, main.__dict__)
        Leaving.status = 0
    except SystemExit as end:
        Leaving.status = exit_status(end.code)
        raise
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # Without this function's frame: a charm that Python itself started has none before its own.
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        Leaving.status = 1
        sys.exit(1)


class Leaving:
    """With what status the hook's process ends; None where Python shall say it."""

    status = None


def exit_status(code):
    """What Python makes of the argument of `sys.exit`."""
    if code is None:
        return 0
    if not isinstance(code, int):
        return 1
    return code & 0xFF if -sys.maxsize <= code <= sys.maxsize else 0xFF


def leave():
    """Ends the hook's process after what the charm has registered, in place of Python's own end.

    That takes apart all that was imported, also before the fork, and is more work than most hooks are: half of the time
    of one. What the charm has made goes as ever, so that its files are written and its objects told. Where threads still
    run it is Python that stops them, before anything is taken from them.
    """
    if Leaving.status is None or _thread._count() > 0:
        return
    let_go()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
    except Exception:
        # Python tries again, and says what it says of output that cannot be written.
        return
    os._exit(Leaving.status)


def let_go():
    """As Python lets go of modules: objects that go with one still find what they need; what is held is taken apart."""
    for name in ('last_exc', 'last_type', 'last_value', 'last_traceback'):
        vars(sys).pop(name, None)
    modules = []
    for name in list(sys.modules):
        if name not in KEPT or name == '__main__':
            module = sys.modules.pop(name)
            if isinstance(module, types.ModuleType):
                modules.append(weakref.ref(module))
            del module
    gc.collect()
    for held in reversed(modules):
        module = held()
        if module is not None:
            forget(module)
        del module
    gc.collect()


def forget(module):
    """As Python takes a module apart: what has an underscore in front goes first, what it builds upon stays."""
    names = [name for name in vars(module) if name != '__builtins__']
    for name in sorted(names, key=lambda name: not (name.startswith('_') and not name.startswith('__'))):
        vars(module)[name] = None


def preload():
    """Imports what every charm imports; says why that makes nothing to fork."""
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except Exception as error:
            raise Refused('`import {}` fails: {}: {}'.format(name, type(error).__name__, error))
    tasks = '/proc/self/task'
    if os.path.isdir(tasks) and len(os.listdir(tasks)) > 1:
        raise Refused('`import {}` starts a thread, which no fork can take along'.format(', '.join(PRELOADED)))


def load_libc():
    try:
        return ctypes.CDLL(None) if sys.platform == 'linux' else None
    except OSError:
        return None


def pid_namespace():
    """Whose process ids are told: the agent may know others."""
    try:
        return os.readlink('/proc/self/ns/pid')
    except OSError:
        return ''


def keep_standard_streams():
    """The streams stay what hooks shall find: nothing to read, and output that this program does not use."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)


keep_standard_streams()
SERVER = os.getpid()
LIBC = load_libc()
IN_JAIL = os.getppid() == 1 and '' not in (sys.argv[3], pid_namespace()) and sys.argv[3] != pid_namespace()
server = Server(*sys.argv[1:3])
try:
    preload()
except Refused as why:
    server.send(b'r', 0, str(why).encode())
    server.end()
LOADED = {name.partition('.')[0] for name in sys.modules} - STARTED_WITH
KEPT = frozenset(sys.modules)
gc.collect()
gc.freeze()
server.send(b'h', 0, pid_namespace().encode())
request = server.serve()
become(request, server.charm)
del server
run(request)
