/**
 * What an attacker adds to the time of a run beyond its own messages: goal at most 10 %. For every practice, seeds of its
 * light market without and with the attack, in turn; processor time for each row of the tape,
 * so that its own messages cost what everybody's do. Median of the seeds' ratios.
 *
 * Usage: npx tsx bench/attackers.ts [seeds]
 */
import { readModels, simulateRun } from '../src/run/index.js';
import { measuredPractices } from './effects-plan.js';
import { planEffects } from './effects-study.js';

const GOAL = 0.1;
const seeds = Number(process.argv[2] ?? 15);
for (const practice of measuredPractices()) {
  const plan = planEffects([practice], [1], seeds);
  const models = readModels(plan.tasks[0]);
  const timed = (number: number) => {
    const { user, system } = process.cpuUsage();
    const { tapes } = simulateRun(plan.tasks[number], models);
    const after = process.cpuUsage();
    const rows = tapes.reduce((sum, tape) => sum + tape.length, 0);
    return { micros: after.user - user + after.system - system, rows };
  };
  // The first pair lets the compiler see the code.
  timed(plan.cells[0].seeds[0].clean);
  timed(plan.cells[0].seeds[0].attack);
  const added = plan.cells[0].seeds.map(({ clean, attack }, index) => {
    const [first, second] = index % 2 === 0 ? [clean, attack] : [attack, clean];
    const [a, b] = [timed(first), timed(second)];
    const [without, withAttack] = index % 2 === 0 ? [a, b] : [b, a];
    return withAttack.micros / withAttack.rows / (without.micros / without.rows) - 1;
  });
  const median = added.toSorted((a, b) => a - b)[Math.floor(added.length / 2)];
  console.log(
    `${practice}: ${(100 * median).toFixed(1)} % a row, goal ${100 * GOAL} %: ${median <= GOAL ? 'met' : 'MISSED'}`,
  );
}
