import type { Change } from '../../../src/embedded/state/change-hub';
import { ChangeHub } from '../../../src/embedded/state/change-hub';

test('who listens to changes hears them until they stop', () => {
  const hub = new ChangeHub();
  const heard: Change[] = [];
  const stop = hub.subscribe((change) => heard.push(change));
  hub.note('unit', 'm', 'web/0', 'status');
  stop();
  hub.note('unit', 'm', 'web/0');
  expect(heard).toEqual([{ kind: 'unit', modelUuid: 'm', id: 'web/0', aspect: 'status' }]);
});
