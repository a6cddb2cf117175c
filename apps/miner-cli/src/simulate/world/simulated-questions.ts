import { uniform } from './simulated-draws.ts'
import type { Slot } from './simulated-event.ts'

/** One invented domain of the island of Orsena, a country that is on no map. */
interface Domain {
  readonly subjects: readonly string[]
  readonly smallest: number
  readonly largest: number
  readonly ask: (subject: string, count: number, when: string) => string
  readonly settle: string
}

const DOMAINS: readonly Domain[] = [
  {
    subjects: ['Port Amrel', 'Kestrow Roads', 'Dunvarra Quay', 'Selm Haven', 'Tarnbight'],
    smallest: 12,
    largest: 90,
    ask: (port, ships, when) =>
      `Will the harbour log of ${port} show more than ${ships} arrivals by ${when}?`,
    settle: 'The harbour master of Orsena counts vessels over 15 metres.',
  },
  {
    subjects: [
      'the Amrel Herons',
      'Kestrow Lamplighters',
      'Dunvarra Tide',
      'Upper Selm XI',
      'the Moss Wardens',
    ],
    smallest: 1,
    largest: 4,
    ask: (club, goals, when) => `Will ${club} score ${goals} or more in the Orsena Quay League by ${when}?`,
    settle: 'The league office publishes the score sheet; an abandoned game counts as it stands.',
  },
  {
    subjects: ['Mount Ilve', 'Selm Point', 'the Dunvarra plateau', 'Greyfell Pass', 'Lake Tarn'],
    smallest: 18,
    largest: 95,
    ask: (station, speed, when) =>
      `Will the weather station at ${station} record a gust above ${speed} km/h by ${when}?`,
    settle: "Orsena's weather office rounds gusts to whole kilometres an hour.",
  },
  {
    subjects: [
      'the Coast Line',
      'the Ilve rack railway',
      'the Selm night train',
      'the Moss branch',
      'Line 4',
    ],
    smallest: 2,
    largest: 25,
    ask: (line, minutes, when) =>
      `Will the mean delay on ${line} of the Orsena railways stay under ${minutes} minutes until ${when}?`,
    settle: 'Only trains that have reached their last stop count.',
  },
  {
    subjects: [
      'the Harbour Bill',
      'the Peat Levy',
      'the Lantern Act',
      'the Ferry Subsidy',
      'the Bridges Budget',
    ],
    smallest: 31,
    largest: 58,
    ask: (bill, votes, when) =>
      `Will ${bill} have at least ${votes} declared votes in the Assembly of Orsena by ${when}?`,
    settle: 'Declarations are read from the register of the Assembly, which has 61 seats.',
  },
  {
    subjects: ['Ilve East', 'the Greyfell vent', 'the Tarn fault', 'the Selm shelf', 'station Moss-2'],
    smallest: 3,
    largest: 40,
    ask: (place, tremors, when) =>
      `Will the seismograph at ${place} count more than ${tremors} tremors by ${when}?`,
    settle: 'Tremors of local magnitude 1.0 and above count.',
  },
  {
    subjects: ['herring', 'sea kale', 'brown crab', 'kelp', 'bog oak'],
    smallest: 40,
    largest: 320,
    ask: (good, price, when) =>
      `Will ${good} fetch more than ${price} florins a crate at the Dunvarra auction by ${when}?`,
    settle: 'The last lot before that time decides; no lot, no.',
  },
  {
    subjects: [
      'the Ilve dam',
      'the Selm wind park',
      'the Amrel tidal mill',
      'the Moss turf plant',
      'Greyfell solar',
    ],
    smallest: 20,
    largest: 240,
    ask: (plant, megawatts, when) =>
      `Will ${plant} feed more than ${megawatts} MW into Orsena's grid at ${when}?`,
    settle: 'The grid operator reads the meter at that second.',
  },
]

/** The invented question of a slot; `resolvesAtMs` is the moment that it names. */
export function questionText(seed: number, { lane, turn }: Slot, resolvesAtMs: number): string {
  const domain = pick(DOMAINS, uniform(seed, lane, turn, 41))
  const subject = pick(domain.subjects, uniform(seed, lane, turn, 42))
  const range = domain.largest - domain.smallest + 1
  const count = domain.smallest + Math.floor(uniform(seed, lane, turn, 43) * range)
  const when = `${new Date(resolvesAtMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return `[Sandbox: simulated event, invented country] ${domain.ask(subject, count, when)} ${domain.settle}`
}

function pick<T>(from: readonly T[], share: number): T {
  return from[Math.floor(share * from.length)] as T
}
