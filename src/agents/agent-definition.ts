import type { z } from 'zod';
import type { FlowModel } from '../model/index.js';
import type { Agent, InformationSet } from '../simulation/index.js';
import type { InstrumentHeader, Side } from '../tape/index.js';

/** What an agent is told when it is made. */
export interface AgentContext {
  /** Its id in the run, `<group>/<n>`: `makers/0`. */
  readonly id: string;
  /** Accounts it may trade for, as many as {@link AgentDefinition.funding} asked for. */
  readonly accounts: readonly number[];
  readonly instrument: InstrumentHeader;
  /** The background's model; undefined in a market without one. */
  readonly model: FlowModel | undefined;
  /** The simulated window, ns since midnight. */
  readonly startNs: number;
  readonly endNs: number;
  /** Index of the day among those of the market. @defaultValue 0 */
  readonly day?: number;
  /** What is usual in this market, fixed before the day. */
  readonly reference: { readonly depth5: { readonly bid: number; readonly ask: number } };
}

/** What an agent's accounts open with. */
interface Funding {
  /** How many accounts it needs. */
  readonly accounts: number;
  /** Cash of each of them in 1/10,000 of the currency, integer-valued. */
  readonly cash: number;
  /** Shares of each of them. */
  readonly holdings: number;
  /** Whether each has an owner of its own. @defaultValue false */
  readonly ownersApart?: boolean;
}

/** An order that a client has given to a broker. */
export interface ClientOrder {
  readonly side: Side;
  readonly quantity: number;
  /** From when to when it is worked off, ns since midnight; absent, all day. */
  readonly window?: readonly [number, number];
}

/** A kind of trader that scenarios can name. */
export interface AgentDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Kebab-case; what `agent:` names in a scenario. */
  readonly id: string;
  /** One line for listings. */
  readonly summary: string;
  /** Paper or rule that defines it. */
  readonly source: string;
  /** Parameters as they stand in a scenario, in the user's terms. */
  readonly parameters: Schema;
  informationSet(parameters: z.output<Schema>): InformationSet;
  funding(parameters: z.output<Schema>, instrument: InstrumentHeader): Funding;
  /** The client's order that it works off, for who is told of it. */
  clientOrder?(parameters: z.output<Schema>): ClientOrder;
  /** The share of the model's marketable quantity that one such agent is expected to add; the background gives way to it. */
  expectedTakerShare?(parameters: z.output<Schema>, model: FlowModel): number;
  create(parameters: z.output<Schema>, context: AgentContext): Agent;
}

/** Declares a kind of trader; it becomes known by a line in the registry. */
export function defineAgent<Schema extends z.ZodObject>(definition: AgentDefinition<Schema>): AgentDefinition<Schema> {
  return definition;
}
