import type { ByHand, Launch } from '../process/launch';
import { shellQuoted } from '../../../shell-quoted';
import type { JailPlan } from './jail';
import { jailArguments } from './jail';
import type { JailEntry } from './jail-launcher';
import { entryArguments } from './jail-launcher';

/**
 * How a shell runs a process in a new jail like that of its unit: it holds the jail by a pipe, as we do, so that it ends with
 * the shell however that ends.
 *
 * @internal
 */
export function jailByHand(plan: JailPlan, entry: JailEntry, launch: Launch): ByHand {
  const jail = [plan.perl, ...jailArguments(plan)].map(shellQuoted).join(' ');
  const [program = '', numbers = '', , , ...rest] = entryArguments(entry, launch, {
    ...{ holder: '', parent: '', token: 'not started' },
  });
  const quoted = (words: readonly string[]) => words.map(shellQuoted).join(' ');
  return {
    before: `cd /
mkdir -p ${shellQuoted(plan.folder)} && pipes=$(mktemp -d) && mkfifo "$pipes/hold" "$pipes/said" || exit
env -i ${jail} < "$pipes/hold" > "$pipes/said" &
holder=$!
exec 3> "$pipes/hold" 4< "$pipes/said"
rm -r "$pipes"
while read -r said <&4 && [ "$said" != ready ]; do
  case $said in failed*) echo "No jail can be made: $said" >&2 ;; esac
done
[ "$said" = ready ] || exit
`,
    command: `${quoted([entry.perl, program, numbers])} "$holder" "$$" ${quoted(rest)} 3>&- 4<&-`,
  };
}
