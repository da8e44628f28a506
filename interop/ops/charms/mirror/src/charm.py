#!/usr/bin/env python3
"""Prints what a program can see of how it was started."""

import json
import locale
import os
import random
import resource
import signal
import sys
import threading

names = sorted(set(dir(sys.modules['__main__'])))
loaded = set(sys.modules)

import helper
import ops

print(
    json.dumps(
        {
            'argv': sys.argv,
            'cached': __cached__,
            'cwd': os.getcwd(),
            'descriptors': sorted(int(name) for name in os.listdir('/dev/fd') if int(name) < 3),
            'encodings': [stream.encoding + stream.errors for stream in (sys.stdin, sys.stdout, sys.stderr)],
            'environ': dict(os.environ),
            'executable': sys.executable,
            'file': __file__,
            'filesystem': sys.getfilesystemencoding(),
            'flags': repr(sys.flags),
            'helper': helper.__file__,
            'interactive': hasattr(sys, 'ps1'),
            'loader': type(__loader__).__name__ + __loader__.name + __loader__.path,
            'limits': resource.getrlimit(resource.RLIMIT_NOFILE),
            'locale': locale.getlocale(),
            'main': sys.modules['__main__'].__dict__ is globals(),
            'names': names,
            'ops': [ops.__file__, list(ops.__path__)],
            'orig_argv': getattr(sys, 'orig_argv', None),
            'package': __package__,
            'path': sys.path,
            'prefixes': [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix],
            'session': [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()],
            'signals': {
                each.name: str(signal.getsignal(each))
                for each in signal.Signals
                if each.name not in ('SIGKILL', 'SIGSTOP')
            },
            'masked': sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
            'spec': __spec__,
            'stdin': sys.stdin.read(),
            'threads': [thread.name for thread in threading.enumerate()],
            'umask': os.umask(0o22),
            'unexpected': sorted(
                name for name in loaded if name.split('.')[0] in ('helper', 'charms', 'runpy', 'fork-server')
            ),
        },
        sort_keys=True,
    )
)
print(random.random(), file=sys.stderr)
