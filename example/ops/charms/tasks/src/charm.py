#!/usr/bin/env python3
"""A charm that asks for a database, follows its secret, and greets."""

import json

import ops


class TasksCharm(ops.CharmBase):
    """Sets its status by what it has, whatever the event."""

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        database = self.on["database"]
        framework.observe(database.relation_created, self._ask)
        framework.observe(self.on.leader_elected, self._ask)
        for event in (
            self.on.start,
            self.on.config_changed,
            self.on.secret_changed,
            database.relation_changed,
            database.relation_broken,
        ):
            framework.observe(event, self._reconcile)
        framework.observe(self.on.greet_action, self._greet)

    def _ask(self, _: ops.EventBase):
        relation = self.model.get_relation("database")
        if relation is None or not self.unit.is_leader():
            return
        relation.data[self.app].update(
            {
                "database": self.app.name,
                "requested-secrets": json.dumps(["username", "password"]),
            }
        )

    def _reconcile(self, event: ops.EventBase):
        relation = self.model.get_relation("database")
        if relation is None or isinstance(event, ops.RelationBrokenEvent):
            self.unit.status = ops.BlockedStatus("missing relation: database")
            return
        uri = relation.data[relation.app].get("secret-user")
        if uri is None:
            self.unit.status = ops.WaitingStatus("waiting for the database")
            return
        content = self.model.get_secret(id=uri).get_content(refresh=True)
        self.unit.status = ops.ActiveStatus(f"{content['username']}, {len(content['password'])} characters")

    def _greet(self, event: ops.ActionEvent):
        event.set_results({"greeting": f"{self.config['greeting']}, {event.params['name']}"})


if __name__ == "__main__":
    ops.main(TasksCharm)
