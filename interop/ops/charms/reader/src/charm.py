#!/usr/bin/env python3
"""Shows the secret that its neighbour keeps: in a test, where nothing is secret."""

import ops


class ReaderCharm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        framework.observe(self.on.start, self._on_start)
        framework.observe(self.on['vault'].relation_changed, self._on_changed)
        framework.observe(self.on['vault'].relation_broken, self._on_start)
        framework.observe(self.on.secret_changed, self._on_secret_changed)

    def _on_start(self, event):
        self.unit.status = ops.BlockedStatus('no vault')

    def _on_changed(self, event):
        uri = event.relation.data[event.app].get('secret')
        if uri is None:
            self.unit.status = ops.WaitingStatus('for a secret')
            return
        self._show(self.model.get_secret(id=uri, label='vault').get_content())

    def _on_secret_changed(self, event):
        self._show(event.secret.get_content(refresh=True))

    def _show(self, content):
        self.unit.status = ops.ActiveStatus(f'the password is {content["password"]}')


if __name__ == '__main__':
    ops.main(ReaderCharm)
