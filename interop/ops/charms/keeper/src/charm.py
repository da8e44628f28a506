#!/usr/bin/env python3
"""Keeps a secret for whoever relates to it."""

import logging

import ops
from version import VERSION

logger = logging.getLogger(__name__)


class KeeperCharm(ops.CharmBase):
    _stored = ops.StoredState()

    def __init__(self, framework):
        super().__init__(framework)
        self._stored.set_default(installed_by=VERSION, hooks=0)
        observe = framework.observe
        observe(self.on.install, self._on_install)
        observe(self.on.upgrade_charm, self._on_upgrade)
        observe(self.on.config_changed, self._on_change)
        observe(self.on.leader_elected, self._on_change)
        observe(self.on['keepers'].relation_created, self._on_keepers)
        observe(self.on['keepers'].relation_changed, self._on_change)
        observe(self.on['keepers'].relation_departed, self._on_change)
        observe(self.on['vault'].relation_created, self._on_vault)
        observe(self.on['vault'].relation_joined, self._on_vault)
        observe(self.on['greet'].action, self._on_greet)
        observe(self.on['refuse'].action, lambda event: event.fail('not today'))
        observe(self.on['explode'].action, self._on_explode)
        observe(self.on['rotate'].action, self._on_rotate)

    def _on_install(self, _):
        self.unit.set_workload_version(VERSION)
        self.unit.open_port('tcp', 8200)

    def _on_upgrade(self, _):
        self.unit.set_workload_version(VERSION)
        self._on_change(_)

    def _on_keepers(self, event):
        event.relation.data[self.unit]['name'] = self.unit.name
        self._on_change(event)

    def _on_change(self, _):
        self._stored.hooks += 1
        relation = self.model.get_relation('keepers')
        if relation is None:
            return
        if self.unit.is_leader():
            relation.data[self.app]['planned'] = str(self.app.planned_units())
        relation.data[self.unit]['motto'] = self.config['motto']
        if self.config['motto'] == 'broken':
            raise RuntimeError('the motto is broken')
        names = sorted([self.unit.name] + [relation.data[unit]['name'] for unit in relation.units if 'name' in relation.data[unit]])
        planned = relation.data[self.app].get('planned', '?')
        self.unit.status = ops.ActiveStatus(f'{self.config["motto"]}: {len(names)} of {planned}, since {self._stored.installed_by}')

    def _on_vault(self, event):
        if not self.unit.is_leader():
            return
        try:
            secret = self.model.get_secret(label='vault')
        except ops.SecretNotFoundError:
            secret = self.app.add_secret({'password': 'first'}, label='vault')
        secret.grant(event.relation)
        event.relation.data[self.app]['secret'] = secret.id or secret.get_info().id
        logger.info('granted a secret')

    def _on_greet(self, event):
        event.log(f'greets {event.params["name"]}')
        event.set_results({'greeting': f'Hello, {event.params["name"]}', 'hooks': {'seen': self._stored.hooks > 0}})

    def _on_explode(self, event):
        raise ValueError('exploded')

    def _on_rotate(self, event):
        self.model.get_secret(label='vault').set_content({'password': event.params['password']})


if __name__ == '__main__':
    ops.main(KeeperCharm)
