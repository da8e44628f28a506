import { expectTypeOf } from 'expect-type';

import type {
  ActionContext,
  ActionResults,
  CharmScript,
  charm,
  EmbeddedController,
  EmbeddedControllerOptions,
  Faults,
  HookFault,
  ScriptContext,
  SettableStatus,
} from '../../src/embedded';

test('an embedded controller is started, and given charms and faults', () => {
  expectTypeOf<typeof EmbeddedController.start>()
    .parameter(0)
    .toEqualTypeOf<EmbeddedControllerOptions | undefined>();
  expectTypeOf<typeof EmbeddedController.start>().returns.resolves.toEqualTypeOf<EmbeddedController>();
  expectTypeOf<EmbeddedController['faults']>().toEqualTypeOf<Faults>();
  expectTypeOf<Faults['failHook']>().parameters.toEqualTypeOf<[fault: HookFault]>();
  expectTypeOf<{ juju: '3.6'; timeScale: number }>().toExtend<EmbeddedControllerOptions>();
  expectTypeOf<{ juju: '2.9' }>().not.toExtend<EmbeddedControllerOptions>();
});

test('the script of a charm has a function for each hook and action', () => {
  expectTypeOf<typeof charm>().returns.toExtend<CharmScript>();
  const script = {
    on: {
      install: (unit: ScriptContext) => unit.setStatus('maintenance', 'installing'),
      async start(unit: ScriptContext) {
        await unit.sleep('1s');
        unit.setStatus('active');
      },
    },
    actions: { greet: (unit: ActionContext) => ({ greeting: `Hello, ${String(unit.params['name'])}` }) },
  };
  expectTypeOf(script).toExtend<CharmScript>();
  expectTypeOf<{ greeting: string }>().toExtend<ActionResults>();
});

test('only Juju itself sets an error', () => {
  expectTypeOf<'active' | 'blocked' | 'maintenance' | 'waiting'>().toExtend<SettableStatus>();
  expectTypeOf<'error'>().not.toExtend<SettableStatus>();
});
