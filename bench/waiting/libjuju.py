"""Waits with python-libjuju: for what never comes, during so many seconds; or, with 0, until app0 is active."""

import asyncio
import json
import resource
import sys
import time

from juju.model import Model


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main(seconds):
    model = Model()
    await model.connect("embedded:admin/bench")
    names = sorted(model.applications)
    if seconds == 0:
        print("ready", flush=True)
        await model.wait_for_idle(apps=["app0"], status="active", idle_period=0, timeout=60)
        print(json.dumps({"endedAt": time.time() * 1000}), flush=True)
    else:
        before = cpu()
        try:
            await model.wait_for_idle(apps=names, status="blocked", timeout=seconds)
        except asyncio.TimeoutError:
            print(json.dumps({"cpu": cpu() - before}), flush=True)
    await model.disconnect()


asyncio.run(main(float(sys.argv[2])))
