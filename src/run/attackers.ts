import type { InsideKnowledge, Manipulator, PracticeContext } from '../manipulation/index.js';
import type { Participant } from '../simulation/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import type { Control } from '../truth/index.js';
import type { AccountTableBuilder } from './account-table.js';
import { instrumentsOf } from './attack-funding.js';
import { agentOf, type Definitions, practiceOf } from './definitions.js';
import type { AttackSpec, RunSpec } from './run-spec.js';

/** An attack that is set up: its accounts, and a manipulator in every instrument in which it acts. */
export interface Attacker {
  readonly id: string;
  readonly controller: string;
  readonly accounts: readonly number[];
  readonly manipulators: readonly Manipulator[];
  readonly participants: readonly Participant[];
}

/** What an attacker must be told of the market of the day. */
interface Surroundings {
  readonly day: number;
  readonly rules: PracticeContext['rules'];
  /** By symbol. */
  readonly instruments: ReadonlyMap<string, { readonly index: number; readonly header: InstrumentHeader }>;
  readonly inside: InsideKnowledge;
  readonly definitions: Definitions;
}

/**
 * Sets up an attack with accounts of its own, the same ones in every instrument.
 * @param idle - parameters that do not matter in this arm
 */
export function attackerOf(
  attack: AttackSpec,
  idle: object | undefined,
  arm: RunSpec['arm'],
  table: AccountTableBuilder,
  { day, rules, instruments, inside, definitions }: Surroundings,
): Attacker {
  const practice = practiceOf(attack, definitions);
  const places = instrumentsOf(attack).map((symbol) => instruments.get(symbol)!);
  const indices = places.map(({ index }) => index);
  const { accounts: count, cash, holdings, brokers } = attack;
  const accounts = table.add(count, cash, holdings, indices, 'attack', practice.oneOwner, brokers);
  const parameters = { ...attack.parameters, ...idle };
  const informationSet = practice.informationSet(parameters);
  const controller = `controller of ${attack.id}`;
  const manipulators = places.map(({ index, header: instrument }, number) => {
    const who = { id: `${attack.id}/${number}`, attackId: attack.id, arm, controller, accounts };
    return practice.create(parameters, { ...who, instrument, instrumentIndex: index, day, rules, inside });
  });
  const participants = manipulators.map((agent, number) => {
    return { agent, informationSet, instrument: indices[number], accounts };
  });
  return { id: attack.id, controller, accounts, manipulators, participants };
}

/** Who controls which accounts. */
export function controlsOf(attackers: readonly Attacker[]): Control[] {
  return attackers.map(({ id, controller, accounts }) => ({ controller, attack: id, accounts }));
}

/** What the scenario knows beforehand: announcements to come, and orders that clients have given. */
export function insideKnowledge(
  { news = [], agents, lookalikes, market }: RunSpec,
  definitions: Definitions,
): InsideKnowledge {
  const indexOf = (symbol: string) => market.instruments.findIndex((one) => one.symbol === symbol);
  return {
    announcements: news.map(({ id, instrument, day, timeNs, move }) => {
      const side = move > 0 ? Side.buy : Side.sell;
      return { id, instrument: indexOf(instrument), day, timeNs, side, severity: Math.abs(move) };
    }),
    orders: [...agents, ...lookalikes].flatMap(({ id, agent, instrument, count, parameters }) => {
      const order = agentOf({ agent }, definitions).clientOrder?.(parameters);
      if (order === undefined) return [];
      const { side, quantity, window = market.window } = order;
      return [{ id, instrument: indexOf(instrument), side, quantity: quantity * count, window }];
    }),
  };
}
