import { getEventListeners } from 'node:events';
import { onAbort } from '../src/on-abort';

test('many may wait on one signal, which has one listener', () => {
  const controller = new AbortController();
  const heard: number[] = [];
  for (let n = 0; n < 100; n++) onAbort(controller.signal, () => heard.push(n));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  controller.abort();
  expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('who stops waiting does not hear, and the last one takes the listener away', () => {
  const controller = new AbortController();
  const heard: string[] = [];
  const callback = () => heard.push('called');
  const stops = [onAbort(controller.signal, callback), onAbort(controller.signal, callback)];
  stops[0]?.();
  stops[0]?.();
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  stops[1]?.();
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  onAbort(controller.signal, callback);
  controller.abort();
  expect(heard).toEqual(['called']);
});

test('a callback may stop another one', () => {
  const controller = new AbortController();
  const heard: string[] = [];
  onAbort(controller.signal, () => stop());
  const stop = onAbort(controller.signal, () => heard.push('second'));
  controller.abort();
  expect(heard).toEqual([]);
});
