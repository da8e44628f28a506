"""What a charm's test suite does with python-libjuju, on the controller that JUJU_DATA names.

Prints one line of JSON for each step: {"step": ..., and what was seen}.
"""

import asyncio
import io
import json
import sys

from juju.client.connection import Connection
from juju.controller import Controller
from juju.model import Model


def tell(step, **seen):
    print(json.dumps({"step": step, **seen}), flush=True)


async def main(web, database):
    controller = Controller()
    await controller.connect()
    model = await controller.add_model("story")
    tell("add-model", name=model.name, models=await controller.list_models())
    try:
        await use(model, web, database)
        await cross(controller, model, database)
        await read_log(model)
    finally:
        await model.disconnect()
        await controller.destroy_models("story", destroy_storage=True, force=True)
        await controller.disconnect()


async def use(model, web, database):
    await asyncio.gather(
        model.deploy(web, application_name="web", config={"greeting": "Welcome"}),
        model.deploy(database, application_name="database"),
    )
    await model.wait_for_idle(apps=["database"], status="active", idle_period=1, timeout=60)
    await model.wait_for_idle(apps=["web"], status="blocked", idle_period=1, timeout=60)
    application = model.applications["web"]
    tell("deploy", message=application.units[0].workload_status_message, charm=application.data["charm-url"])

    await model.integrate("web:database", "database")
    await model.wait_for_idle(status="active", idle_period=1, timeout=60)
    unit = application.units[0]
    tell("integrate", unit=unit.name, message=unit.workload_status_message)

    await application.set_config({"greeting": "Good morning"})
    config = await application.get_config()
    tell("config", greeting=config["greeting"]["value"], port=config["port"]["value"])

    action = await unit.run_action("greet", name="Juju")
    action = await action.wait()
    tell("action", status=action.status, results=action.results)

    await application.add_unit(count=2)
    await model.wait_for_idle(
        apps=["web"], status="active", wait_for_exact_units=3, idle_period=1, timeout=60
    )
    names = sorted(unit.name for unit in application.units)
    await application.destroy_unit("web/2")
    await model.block_until(lambda: len(application.units) == 2, timeout=60)
    tell("scale", up=names, down=sorted(unit.name for unit in application.units))

    status = await model.get_status()
    leaders = [unit.name for unit in application.units if await unit.is_leader_from_status()]
    tell(
        "status",
        applications=sorted(status.applications),
        leaders=leaders,
        machines=sorted(model.machines),
        model=status.model.name,
    )

    await model.set_config({"update-status-hook-interval": "1m"})
    tell("model-config", interval=(await model.get_config())["update-status-hook-interval"].value)

    uri = await model.add_secret("password", ["value=open-sesame"])
    await model.grant_secret("password", "web")
    secrets = await model.list_secrets(show_secrets=True)
    tell("secret", uri=uri, labels=[secret.label for secret in secrets])

    await model.remove_application("database", block_until_done=True, timeout=60)
    tell("remove", applications=sorted(model.applications))


async def read_log(model):
    # Model.debug_log fails on arguments of its own; what it is built on works.
    there = model.connection()
    target = io.StringIO()
    log = await Connection.connect(
        endpoint=there.endpoint,
        uuid=model.uuid,
        username=there.username,
        password=there.password,
        cacert=there.cacert,
        debug_log_conn=target,
        debug_log_params={
            "exclude_module": [],
            "include_module": [],
            "include": ["unit-web-0"],
            "exclude": [],
            "level": "",
            "limit": 1,
            "lines": 1,
        },
    )
    for _ in range(600):
        if target.getvalue():
            break
        await asyncio.sleep(0.1)
    await log.close()
    tell("debug-log", entity=target.getvalue().split(" ")[0])


async def cross(controller, model, database):
    offering = await controller.add_model("offering")
    try:
        await offering.deploy(database, application_name="database")
        await offering.wait_for_idle(status="active", idle_period=1, timeout=60)
        await offering.create_offer("database:database", offer_name="db")
        offers = await offering.list_offers()
        await model.consume("admin/offering.db", application_alias="remote-db")
        await model.integrate("web:database", "remote-db")
        await model.wait_for_idle(apps=["web"], status="active", idle_period=1, timeout=60)
        tell(
            "offer",
            offers=[offer.offer_name for offer in offers.results],
            saas=sorted(model.remote_applications),
        )
        await model.applications["web"].remove_relation("database", "remote-db", True)
        await model.remove_saas("remote-db")
        await offering.remove_offer("admin/offering.db", force=True)
        tell("unoffer", offers=len((await offering.list_offers()).results))
    finally:
        await offering.disconnect()
        await controller.destroy_models("offering", destroy_storage=True, force=True)


asyncio.run(main(*sys.argv[1:]))
