import { perform } from '../../support/engine-commands';
import { readTrialCharms, startTrial } from '../../support/engine-trial';
import { orderProblems, restProblems } from '../../support/engine-invariants';
test('debug', async () => {
  const charms = await readTrialCharms();
  const { commands, ...options } = JSON.parse(process.env['SEQ'] ?? '{}');
  const trial = startTrial(charms, { seed: undefined, ...options });
  trial.state.changes.subscribe((change) => process.env['CH'] && console.log(JSON.stringify(change)));
  for (const command of commands) await perform(trial, command);
  await trial.quiet();
  console.log(trial.journal.entries.map(({unit,name,outcome,info})=>`${unit} ${name} ${info?.remoteUnit ?? ''} ${outcome}`).join('\n'));
  console.log([...trial.model.units()].map((u)=>`${u.name} ${u.life} ${u.agent.status} ${u.workload.status} ${u.workload.message} lost=${u.agentLost}`).join('\n'));
  console.log(orderProblems(trial).join('\n'), restProblems(trial).join('\n'));
  trial.engine.stop();
});
